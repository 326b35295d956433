import {CloudpremError} from '@cloudprem/core'

/** What is asked of a seed, checked. */
export interface SeedRequest {
  /** `https://host[:port]`, without a slash at the end. */
  baseUrl: string
  regionName: string
  /** UUID in lower case. Without it a region of this name is taken, or one made. */
  regionId?: string
  /** Without it the only organization is taken. `origin` says who named it: `--organization`, `profile default`. */
  organization?: {id: string; origin: string}
  stackId: string
  stackName: string
  clientSecret?: string
}

/** The flags of `db seed` that make up a request, as they were given. */
export interface SeedFlags {
  region: string
  'region-id'?: string
  'stack-id': string
  'stack-name': string
}

/** @throws CloudpremError `USAGE` (exit 2) for the first value that cannot be */
export function parseRequest(
  flags: SeedFlags,
  rest: Pick<SeedRequest, 'baseUrl' | 'clientSecret' | 'organization'>,
): SeedRequest {
  return {
    baseUrl: parseBaseUrl(rest.baseUrl),
    regionName: parseName(flags.region, 'region'),
    regionId: flags['region-id'] === undefined ? undefined : parseRegionId(flags['region-id']),
    organization: rest.organization,
    stackId: parseStackId(flags['stack-id']),
    stackName: parseName(flags['stack-name'], 'stack-name'),
    clientSecret: rest.clientSecret === undefined ? undefined : parseClientSecret(rest.clientSecret),
  }
}

/** Which organization was named, and by whom: the flag counts before the profile. */
export function wantedOrganization(
  flag: string | undefined,
  ofProfile: string | undefined,
  profile: string,
): SeedRequest['organization'] {
  if (flag !== undefined) return {id: flag, origin: '--organization'}
  return ofProfile === undefined ? undefined : {id: ofProfile, origin: `profile "${profile}"`}
}

/** A Kubernetes name, here `<organization>-<stack>`, is a DNS-1123 label. */
const LABEL_LENGTH = 63

const SHORTEST_CLIENT_SECRET = 8

/**
 * Normalizes the address below which the stacks of a region live: `https://ORGANIZATION-STACK.<its host>`.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function parseBaseUrl(text: string): string {
  const problem = problemOfBaseUrl(text)
  if (problem === undefined) return new URL(text).origin
  throw new CloudpremError({
    code: 'USAGE',
    message: `--base-url "${text}" ${problem}`,
    reason: 'It is the scheme and the base domain of this deployment: stacks get the host ORGANIZATION-STACK.DOMAIN below it.',
    hint: `cloudprem db seed --base-url ${suggestedBaseUrl(text)}`,
  })
}

/** What is wrong with it, to be read after the value; or undefined. */
export function problemOfBaseUrl(text: string): string | undefined {
  if (!/^[a-z]+:\/\//i.test(text)) return 'has no scheme'
  if (!URL.canParse(text)) return 'is no URL'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither https nor http'
  if (url.username !== '' || url.password !== '') return 'has a user or a password in it'
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return 'has more than scheme, host and port'
  if (!isHost(url.hostname)) return 'has a host that DNS does not allow'
  return undefined
}

function isHost(host: string): boolean {
  const labels = host.split('.')
  return host.length <= 253 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
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
  if (/^[a-z0-9]{1,61}$/.test(text)) return text
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

/** @throws CloudpremError `USAGE` (exit 2) when `<organization>-<stack>` is too long for a name in Kubernetes */
export function requireStackNameFits(organizationId: string, stackId: string): void {
  const excess = organizationId.length + 1 + stackId.length - LABEL_LENGTH
  if (excess <= 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `--stack-id "${stackId}" is ${excess} ${excess === 1 ? 'character' : 'characters'} too long`,
    reason: `The stack's name in Kubernetes is ${organizationId}-${stackId}, and such a name has at most ${LABEL_LENGTH} characters.`,
    hint: 'cloudprem db seed --stack-id demo',
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseRegionId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase()
  throw new CloudpremError({
    code: 'USAGE',
    message: `--region-id "${text}" is no UUID`,
    reason: 'Membership knows a region by a UUID. Without the flag one is generated.',
    hint: 'cloudprem db seed --region-id 2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55',
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseName(text: string, flag: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (text.trim() === text && text !== '' && !/[\u0000-\u001f\u007f]/.test(text)) return text
  throw new CloudpremError({
    code: 'USAGE',
    message: `--${flag} ${JSON.stringify(text)} is no name`,
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
