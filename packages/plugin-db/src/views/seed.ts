import {renderPairs, visible} from '@cloudprem/core'
import {type Removals, type SeedPlan} from '../seed/plan.js'
import type {DbSeedResult} from '../seed/result.js'
import type {Statement} from '../seed/sql.js'

type SeedOfFlags = Extract<DbSeedResult, {stackId: string}>
type SeedOfFile = Extract<DbSeedResult, {file: string}>

/** How many rows are listed before it is only said that there are more. */
const MOST_LISTED = 20

/** What a seed by flags did, and the ids to keep. */
export function renderSeed({organizationId, stackId, region, stack}: SeedOfFlags, profile: string): string[] {
  return [
    ...renderRows([
      // The id is shortened, so that the line fits; it stands in full among the ids to keep.
      ['region', region.name, `${region.id.slice(0, 8)}-…`, region.baseUrl, changeOf(region)],
      ['stack', stackId, stack.name, `region ${region.name}`, changeOf(stack)],
    ]),
    '',
    ...renderPairs([
      ['OrganizationID', organizationId],
      ['StackID', stackId],
      ['RegionID', region.id],
    ]).map((line) => line.trimStart()),
    `All three are kept in profile "${profile}".`,
  ]
}

/** What a seed by file did. */
export function renderSeedOfFile({regions, stacks}: SeedOfFile, {stacks: {rows}, removals}: SeedPlan): string[] {
  const newRegions = regions.filter(({change}) => change === 'created')
  const removed = removals.stacks.length + removals.regions.length
  return [
    ...listed(newRegions.map(({name, id, baseUrl}) => ['region', name, `${id.slice(0, 8)}-…`, baseUrl, 'created'])),
    ...listed(rows.map(({id, name, organizationId}) => ['stack', id, name, organizationId, 'created'])),
    `Regions  ${count(regions.length, newRegions.length)}`,
    `Stacks   ${count(stacks.asked, stacks.created)}`,
    ...(removed > 0 ? [`Removed  ${removals.stacks.length} stacks, ${removals.regions.length} regions`] : []),
  ]
}

function count(asked: number, created: number): string {
  return `${asked} asked for, ${created} created, ${asked - created} there already`
}

/** What a `--prune` would take away. */
export function renderRemovals({stacks, regions}: Removals): string[] {
  return [
    `Not in the file, to be removed: ${stacks.length} stacks, ${regions.length} regions`,
    ...listed(stacks.map(({organizationId, id, name}) => ['stack', id, name ?? '', organizationId])),
    ...listed(regions.map(({id, name, baseUrl}) => ['region', name ?? '', id, baseUrl ?? ''])),
  ]
}

function listed(rows: string[][]): string[] {
  const rest = rows.length - MOST_LISTED
  return [...renderRows(rows.slice(0, MOST_LISTED)), ...(rest > 0 ? [`  and ${rest} more`] : [])]
}

/** What follows a seed, and what it needs to know of this one; the secret itself is not shown. */
export function renderStackNext({organizationId, stackId}: SeedOfFlags): string {
  return [
    `The Stack comes next: in Kubernetes it is called ${organizationId}-${stackId}.`,
    `Its Auth logs in to Membership as client stack_${organizationId}_${stackId}; cloudprem db client-secret reads its secret back.`,
    'Console reaches the stack inside of the cluster only: that traffic neither leaves it nor passes the base URL.',
  ].join('\n')
}

export function renderNothingToDo({region, stackId}: SeedOfFlags): string {
  return visible(`Nothing to do: region ${region.name} and stack ${stackId} are as asked.`)
}

export function renderNothingToDoOfFile({file, regions, stacks}: SeedOfFile): string {
  return visible(`Nothing to do: ${regions.length} regions and ${stacks.asked} stacks are as ${file} has them.`)
}

function renderRows(rows: string[][]): string[] {
  const shown = rows.map((row) => row.map(visible))
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...shown.map((row) => row[column]?.length ?? 0)))
  return shown.map(
    (row) =>
      '  ' +
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
  )
}

function changeOf({change}: {change: 'created' | 'none'}): string {
  return change === 'created' ? 'created' : 'there already'
}

/** The statements of a dry run; each value beside its number, secrets masked. */
export function renderStatements(statements: Statement[]): string[] {
  return statements.flatMap(({text, parameters}) => [
    `${text};`,
    ...parameters.map(({value, secret}, index) => `  -- $${index + 1} = ${secret ? '•••••• (secret)' : quote(value)}`),
  ])
}

function quote(value: string | null): string {
  return value === null ? 'null' : visible(`'${value.replaceAll("'", "''")}'`)
}
