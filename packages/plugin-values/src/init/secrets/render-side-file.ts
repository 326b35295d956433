import type {Values} from '@cloudprem/chart'
import {dump} from 'js-yaml'
import type {SideFile} from './side-files.js'

/** The text of a file beside the values. */
export function renderSideFile({documents, format, comment}: SideFile): string {
  if (format === 'json') return `${documents.map((document) => JSON.stringify(document, null, 2)).join('\n')}\n`
  return comment.map((line) => `# ${line}\n`).join('') + renderDocuments(documents)
}

export function renderDocuments(documents: readonly Values[]): string {
  return documents.map((document) => dump(document, {lineWidth: -1})).join('---\n')
}
