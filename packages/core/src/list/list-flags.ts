import {Flags} from '../command/flags-and-args.js'

export const LIST_FORMATS = ['table', 'json', 'yaml', 'csv'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** Flags of every command that lists. */
export const listFlags = {
  output: Flags.option({options: LIST_FORMATS})({
    char: 'o',
    description: 'how the list is written (json is the same as --json)',
    default: 'table',
    env: 'CLOUDPREM_OUTPUT',
    helpGroup: 'LIST',
  }),
  columns: Flags.string({
    description: 'only these columns, in this order: id,name',
    env: 'CLOUDPREM_COLUMNS',
    helpGroup: 'LIST',
  }),
  sort: Flags.string({description: 'by this column; -NAME: the other way round', env: 'CLOUDPREM_SORT', helpGroup: 'LIST'}),
  filter: Flags.string({
    description: 'only rows where COLUMN=TEXT, COLUMN!=TEXT or COLUMN~PART; all of several',
    env: 'CLOUDPREM_FILTER',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup: 'LIST',
  }),
}
