import {dump} from 'js-yaml'
import type {SideFile} from './side-files.js'

/** The text of a file beside the values. */
export function renderSideFile({documents, format, comment}: SideFile): string {
  if (format === 'json') return `${documents.map((document) => JSON.stringify(document, null, 2)).join('\n')}\n`
  const head = comment.map((line) => `# ${line}\n`).join('')
  return head + documents.map((document) => dump(document, {lineWidth: -1})).join('---\n')
}
