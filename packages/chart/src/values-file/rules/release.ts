import {releaseNameProblem} from '../../names.js'
import type {Rule} from '../rule.js'

export const releaseName: Rule = {
  id: 'release-name',
  severity: 'error',
  description: "The release's name leaves every object a name that Kubernetes takes.",
  why:
    'Objects are called after the release. Too long a name is refused for its CronJobs; one that holds two chart ' +
    'names gives two Deployments of one name, and the installation fails half-way.',
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
