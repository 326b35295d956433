import type {AskedRegion, AskedStack} from '../asked.js'
import {
  problemOfBaseUrl,
  problemOfClientSecret,
  problemOfName,
  problemOfOrganizationId,
  problemOfRegionId,
  problemOfStackId,
} from '../rules.js'
import {DEFAULT_REGION} from '../default-region.js'
import type {Entry, Section} from './entry.js'
import type {Findings} from './findings.js'
import {unknownKey} from './yaml-entry.js'

interface Field {
  required: boolean
  problem: (text: string) => string | undefined
}

/** The fields of an entry; `seed-schema.ts` publishes the same to editors. */
export const FIELDS = {
  regions: {
    name: {required: true, problem: problemOfName},
    baseUrl: {required: true, problem: problemOfBaseUrl},
    id: {required: false, problem: problemOfRegionId},
    organization: {required: false, problem: problemOfOrganizationId},
  },
  stacks: {
    organization: {required: false, problem: problemOfOrganizationId},
    id: {required: true, problem: problemOfStackId},
    name: {required: true, problem: problemOfName},
    region: {required: false, problem: problemOfName},
    clientSecret: {required: false, problem: problemOfClientSecret},
  },
} as const satisfies Record<Section, Record<string, Field>>

/** @returns undefined when something is wrong with it, which `findings` then has */
export function checkRegion(entry: Entry, findings: Findings, allowHttp: boolean): AskedRegion | undefined {
  const values = check(
    entry,
    {...FIELDS.regions, baseUrl: {required: true, problem: (text) => problemOfBaseUrl(text, allowHttp)}},
    findings,
  )
  if (!values) return undefined
  const {name = '', baseUrl = '', id, organization} = values
  return {line: entry.line, name, baseUrl: new URL(baseUrl).origin, id: id?.toLowerCase(), organization}
}

/** @returns undefined when something is wrong with it, which `findings` then has */
export function checkStack(entry: Entry, findings: Findings): AskedStack | undefined {
  const values = check(entry, FIELDS.stacks, findings)
  if (!values) return undefined
  const {organization, id = '', name = '', region = DEFAULT_REGION, clientSecret} = values
  return {line: entry.line, organization, id, name, region, ...(clientSecret !== undefined && {clientSecret})}
}

function check(entry: Entry, fields: Record<string, Field>, findings: Findings): Record<string, string> | undefined {
  let isRight = true
  const refuse = (key: string | undefined, text: string) => {
    isRight = false
    findings.add(entry.placeOf(key), text)
  }
  for (const key in entry.fields) {
    if (!Object.hasOwn(fields, key)) refuse(key, unknownKey(key, Object.keys(fields)))
  }
  for (const key in fields) {
    const value = entry.fields[key]
    if (value === undefined) {
      if (fields[key]?.required) refuse(undefined, `${key} is missing`)
    } else if (typeof value === 'string') {
      const problem = fields[key]?.problem(value)
      const shown = key === 'clientSecret' ? '' : ` "${value.slice(0, 100)}"`
      if (problem !== undefined) refuse(key, `${key}${shown} ${problem}`)
    } else {
      refuse(key, notText(key, value))
    }
  }
  return isRight ? (entry.fields as Record<string, string>) : undefined
}

function notText(key: string, value: unknown): string {
  if (value === null) return `${key} is empty`
  const isScalar = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  return isScalar ? `${key} must be text, and YAML takes this for a ${typeof value}: put it in quotes` : `${key} must be text`
}
