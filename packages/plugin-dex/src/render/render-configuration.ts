import type {Values} from '@cloudprem/chart'
import {Document} from 'yaml'

/** The configuration as YAML, every string in quotes: Dex takes an unquoted number for a number, and refuses it. */
export function renderConfiguration(document: Values): string {
  return new Document(document, {aliasDuplicateObjects: false}).toString({
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  })
}
