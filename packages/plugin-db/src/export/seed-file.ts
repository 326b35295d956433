import {visible} from '@cloudprem/core'
import {
  problemOfBaseUrl,
  problemOfClientSecret,
  problemOfName,
  problemOfOrganizationId,
  problemOfRegionId,
  problemOfStackId,
} from '../seed/rules.js'
import type {ExportedRegion, ExportedStack} from './read-rows.js'

/** What was written, and what a seed file cannot say. */
export interface ExportCounts {
  regions: number
  stacks: number
  /** Rows that stand in the file as a comment, with the reason. */
  leftOut: number
}

/**
 * Writes the seed file that would bring these rows into a Membership with the same organizations, piece by piece. What no seed
 * would make (a stack that is deleted, a second region of a name) stands in it as a comment.
 *
 * @param counts counted up while it is read
 */
export async function* renderSeedFile(
  regions: ExportedRegion[],
  stacks: AsyncIterable<ExportedStack[]>,
  counts: ExportCounts,
): AsyncGenerator<string> {
  const names = new Map<string, string>()
  yield HEAD
  for (const region of regions) {
    const reason = reasonAgainstRegion(region, new Set(names.values()))
    if (reason === undefined) {
      names.set(region.id, region.name ?? '')
      counts.regions += 1
    } else counts.leftOut += 1
    yield reason === undefined ? regionEntry(region) : comment(`region ${region.id}: ${reason}`)
  }
  yield 'stacks:\n'
  for await (const batch of stacks) {
    let text = ''
    for (const stack of batch) {
      const region = names.get(stack.regionId ?? '')
      const reason = reasonAgainstStack(stack, region)
      if (reason === undefined) counts.stacks += 1
      else counts.leftOut += 1
      text +=
        reason === undefined
          ? entry({organization: stack.organizationId, id: stack.id, name: stack.name, region, clientSecret: stack.clientSecret})
          : comment(`stack ${stack.id} of organization ${stack.organizationId}: ${reason}`)
    }
    yield text
  }
}

function regionEntry(region: ExportedRegion): string {
  const {name, baseUrl, id, organizationId, isPrivate, production, active} = region
  const remarks = [
    ...(isPrivate ? [`it is private to organization ${organizationId ?? 'of nobody'}; a seed makes a public one`] : []),
    ...(production ? [] : ['it is not marked as production; a seed does that']),
    ...(active ? [] : ['it is not active; a seed makes it active']),
    ...(organizationId === null ? ['its creator owns no organization; a seed makes it in the name of another'] : []),
  ]
  const text = entry({name, baseUrl: baseUrl?.replace(/\/$/, ''), id, organization: organizationId})
  return text + remarks.map((remark) => `    # ${visible(remark)}\n`).join('')
}

function reasonAgainstRegion({id, name, baseUrl, organizationId}: ExportedRegion, names: Set<string>): string | undefined {
  return firstOf(
    name === null ? 'it has no name' : prefixed('its name ', problemOfName(name)),
    baseUrl === null ? 'it has no base URL' : prefixed('its base URL ', problemOfBaseUrl(baseUrl, true)),
    prefixed('its id ', problemOfRegionId(id)),
    organizationId === null ? undefined : prefixed('its organization ', problemOfOrganizationId(organizationId)),
    names.has(name ?? '') ? 'another region has its name' : undefined,
  )
}

function reasonAgainstStack(
  {id, name, state, organizationId, clientSecret}: ExportedStack,
  region: string | undefined,
): string | undefined {
  return firstOf(
    state === 'ACTIVE' ? undefined : `its state is ${state}`,
    prefixed('its id ', problemOfStackId(id)),
    name === null ? 'it has no name' : prefixed('its name ', problemOfName(name)),
    prefixed('its organization ', problemOfOrganizationId(organizationId)),
    region === undefined ? 'its region is not in this file' : undefined,
    clientSecret === null ? undefined : prefixed('its client secret ', problemOfClientSecret(clientSecret)),
  )
}

function firstOf(...reasons: (string | undefined)[]): string | undefined {
  return reasons.find((reason) => reason !== undefined)
}

function prefixed(prefix: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : prefix + problem
}

/** A JSON string is a YAML string, and what `visible` makes of a mark in it means that mark to both. */
function entry(fields: Record<string, string | null | undefined>): string {
  const lines = Object.entries(fields).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [`${key}: ${visible(JSON.stringify(value))}`],
  )
  return lines.map((line, index) => `  ${index === 0 ? '-' : ' '} ${line}\n`).join('')
}

function comment(text: string): string {
  return `  # left out: ${visible(text)}\n`
}

const HEAD = `# yaml-language-server: $schema=https://unpkg.com/@cloudprem/plugin-db/seed.schema.json
# Written by cloudprem db export; cloudprem db seed --file brings it into a database.
regions:
`
