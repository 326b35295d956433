import {checkValuesFiles, type CheckContext, type Finding, type KnownMajor} from '@cloudprem/chart'
import {goodText, VERSIONS} from '../good-values.js'
import type {Mistake} from './mistake.js'

/** What is said of `text` as mine.yaml, laid over a right base.yaml of `major`; by default the newest that it is for. */
export function findingsOf({majors, context}: Mistake, text: string, major: KnownMajor = newest(majors)): Finding[] {
  const judged: CheckContext = {release: 'cloudprem', namespace: 'formance-system', chartVersion: VERSIONS[major], ...context}
  const files = [
    {name: 'base.yaml', text: goodText(major)},
    {name: 'mine.yaml', text},
  ]
  return checkValuesFiles(files, judged).findings
}

function newest(majors: readonly KnownMajor[]): KnownMajor {
  return majors.at(-1) ?? 4
}
