import {checkValuesFiles, type CheckContext, type Finding} from '@cloudprem/chart'
import {goodText, VERSIONS} from '../good-values.js'
import type {Mistake} from './mistake.js'

/** What is said of `text` as mine.yaml, laid over a right base.yaml. */
export function findingsOf({major, context}: Mistake, text: string): Finding[] {
  const judged: CheckContext = {release: 'cloudprem', namespace: 'formance-system', chartVersion: VERSIONS[major], ...context}
  const files = [
    {name: 'base.yaml', text: goodText(major)},
    {name: 'mine.yaml', text},
  ]
  return checkValuesFiles(files, judged).findings
}
