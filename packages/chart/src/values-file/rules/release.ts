import {releaseNameProblem} from '../../names.js'
import type {Rule} from '../rule.js'

export const releaseName: Rule = {
  id: 'release-name',
  severity: 'error',
  description: "The release's name leaves every object a name that Kubernetes takes.",
  check: (_, {release, facts}) => {
    if (release === undefined) return []
    const problem = releaseNameProblem(release, facts.major)
    return [
      problem === undefined
        ? undefined
        : {path: [], message: `the release name "${release}" ${problem}`, fix: 'take another with --release'},
    ]
  },
}
