import {CloudpremError} from '@cloudprem/core'
import type {NamedOrganization, SeedSource} from './asked.js'
import {isHost, problemOfBaseUrl, problemOfName, problemOfRegionId, problemOfStackId, SHORTEST_CLIENT_SECRET} from './rules.js'

/** What the flags ask for, checked: one region with one stack. */
export interface SeedRequest {
  /** `https://host[:port]`, without a slash at the end. */
  baseUrl: string
  regionName: string
  /** UUID in lower case. Without it a region of this name is taken, or one made. */
  regionId?: string | undefined
  stackId: string
  stackName: string
  clientSecret?: string | undefined
}

/** The flags of `db seed` that make up a request, as they were given. */
export interface SeedFlags {
  region: string
  'region-id'?: string
  'stack-id': string
  'stack-name': string
  'allow-http': boolean
}

/** @throws CloudpremError `USAGE` (exit 2) for the first value that cannot be */
export function parseRequest(flags: SeedFlags, rest: Pick<SeedRequest, 'baseUrl' | 'clientSecret'>): SeedRequest {
  return {
    baseUrl: parseBaseUrl(rest.baseUrl, flags['allow-http']),
    regionName: parseName(flags.region, 'region'),
    regionId: flags['region-id'] === undefined ? undefined : parseRegionId(flags['region-id']),
    stackId: parseStackId(flags['stack-id']),
    stackName: parseName(flags['stack-name'], 'stack-name'),
    clientSecret: rest.clientSecret === undefined ? undefined : parseClientSecret(rest.clientSecret),
  }
}

/** The same as a source of a seed. */
export function sourceOfRequest(request: SeedRequest): SeedSource {
  const {baseUrl, regionName, regionId, stackId, stackName, clientSecret} = request
  return {
    regions: [{line: 0, name: regionName, baseUrl, id: regionId}],
    stacks: batchesOf([{line: 0, id: stackId, name: stackName, region: regionName, clientSecret}]),
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a source may be a file, which is read as it goes
async function* batchesOf<Item>(...batches: Item[][]): AsyncGenerator<Item[]> {
  yield* batches
}

/** Which organization was named, and by whom: the flag counts before the profile. */
export function wantedOrganization(
  flag: string | undefined,
  ofProfile: string | undefined,
  profile: string,
): NamedOrganization | undefined {
  if (flag !== undefined) return {id: flag, origin: '--organization'}
  return ofProfile === undefined ? undefined : {id: ofProfile, origin: `profile "${profile}"`}
}

/**
 * Normalizes the address below which the stacks of a region live: `https://ORGANIZATION-STACK.<its host>`.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function parseBaseUrl(text: string, allowHttp = false): string {
  const problem = problemOfBaseUrl(text, allowHttp)
  if (problem === undefined) return new URL(text).origin
  throw new CloudpremError({
    code: 'USAGE',
    message: `--base-url "${text}" ${problem}`,
    reason: 'It is the scheme and the base domain of this deployment: stacks get the host ORGANIZATION-STACK.DOMAIN below it.',
    hint: `cloudprem db seed --base-url ${suggestedBaseUrl(text)}`,
  })
}

function suggestedBaseUrl(text: string): string {
  const host = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^/:?#]+)/i.exec(text)?.[1]?.toLowerCase()
  return host !== undefined && isHost(host) ? `https://${host}` : 'https://formance.example'
}

/**
 * Checks a stack id as far as that goes without the organization's.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function parseStackId(text: string): string {
  if (problemOfStackId(text) === undefined) return text
  const suggestion = text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 61)
  throw new CloudpremError({
    code: 'USAGE',
    message: `"${text}" is no stack id`,
    reason:
      'The stack becomes ORGANIZATION-STACK in Kubernetes and in host names: lower-case letters and digits, ' +
      'and no hyphen, since that is what separates the two.',
    hint: `cloudprem db seed --stack-id ${suggestion || 'demo'}`,
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseRegionId(text: string): string {
  if (problemOfRegionId(text) === undefined) return text.toLowerCase()
  throw new CloudpremError({
    code: 'USAGE',
    message: `--region-id "${text}" is no UUID`,
    reason: 'Membership knows a region by a UUID. Without the flag one is generated.',
    hint: 'cloudprem db seed --region-id 2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55',
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseName(text: string, flag: string): string {
  const problem = problemOfName(text)
  if (problem === undefined) return text
  throw new CloudpremError({
    code: 'USAGE',
    message: `--${flag} ${JSON.stringify(text.slice(0, 100))} is no name: it ${problem}`,
    reason: 'A name is not empty, has no blank at its ends and no control character in it.',
    hint: `cloudprem db seed --${flag} default`,
  })
}

/**
 * Checks a chosen client secret. The value is in no message.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function parseClientSecret(text: string): string {
  if (text.length >= SHORTEST_CLIENT_SECRET && !/\s/.test(text)) return text
  throw new CloudpremError({
    code: 'USAGE',
    message: `--client-secret has a blank in it or fewer than ${SHORTEST_CLIENT_SECRET} characters`,
    hint: 'leave --client-secret out: a random one is generated',
  })
}
