import {renderPairs} from '@cloudprem/core'
import type {SeedPlan} from '../seed/plan.js'
import type {Statement} from '../seed/sql.js'

/** What a seed did, and the ids to keep. */
export function renderSeed(plan: SeedPlan, profile: string): string[] {
  return [
    ...renderRows(plan),
    '',
    ...renderPairs([
      ['OrganizationID', plan.organizationId],
      ['StackID', plan.stack.id],
      ['RegionID', plan.region.id],
    ]).map((line) => line.trimStart()),
    `All three are kept in profile "${profile}".`,
  ]
}

/** What follows a seed, and what it needs to know of this one; the secret itself is not shown. */
export function renderStackNext({organizationId, stack}: SeedPlan): string {
  return [
    `The Stack comes next: in Kubernetes it is called ${organizationId}-${stack.id}.`,
    `Its Auth logs in to Membership as client stack_${organizationId}_${stack.id}; the secret is in the row, column client_secret.`,
  ].join('\n')
}

export function renderNothingToDo({region, stack}: SeedPlan): string {
  return `Nothing to do: region ${region.name} and stack ${stack.id} are as asked.`
}

/** The region's id is shortened here, so that the line fits; it stands in full among the ids to keep. */
function renderRows({region, stack}: SeedPlan): string[] {
  const rows = [
    ['region', region.name, `${region.id.slice(0, 8)}-…`, region.baseUrl, changeOf(region)],
    ['stack', stack.id, stack.name, `region ${region.name}`, changeOf(stack)],
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => '  ' + row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
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

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
