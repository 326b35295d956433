import type {Values} from '@cloudprem/chart'
import {dumpYaml} from '../dump-yaml.lazy.js'
import type {SideFile} from './side-files.js'

/** The text of a file beside the values. */
export function renderSideFile({documents, format, comment}: SideFile): string {
  if (format === 'json') return `${documents.map((document) => JSON.stringify(document, null, 2)).join('\n')}\n`
  return comment.map((line) => `# ${line}\n`).join('') + renderDocuments(documents)
}

export function renderDocuments(documents: readonly Values[]): string {
  return documents.map(dumpYaml).join('---\n')
}
