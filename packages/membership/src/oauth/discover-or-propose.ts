import {CloudpremError, debug, isCloudpremError, type ErrorCode} from '@cloudprem/core'
import type * as oidc from 'openid-client'
import {discover} from './discover.js'
import {likelyMembershipUris} from './membership-uri.js'

const TRIAL_MS = 5000
const MAY_BE_THE_ADDRESS: ErrorCode[] = ['MEMBERSHIP_UNREACHABLE', 'MEMBERSHIP_NO_DISCOVERY', 'MEMBERSHIP_ISSUER_MISMATCH']

/**
 * `discover` for a person who has just typed the address: where it fails, the addresses that may have been meant are tried,
 * and the one that works is the hint of the error.
 *
 * @throws CloudpremError as `discover` does
 */
export async function discoverOrPropose(
  membershipUri: string,
  fetch: typeof globalThis.fetch,
  ...rest: Parameters<typeof discover> extends [string, unknown, ...infer Rest] ? Rest : never
): Promise<oidc.Configuration> {
  try {
    return await discover(membershipUri, fetch, ...rest)
  } catch (error) {
    if (!isCloudpremError(error) || !MAY_BE_THE_ADDRESS.includes(error.code)) throw error
    const working = await firstWorking(candidatesFor(membershipUri, error), fetch)
    throw withProposal(error, working)
  }
}

function candidatesFor(membershipUri: string, error: CloudpremError): string[] {
  const issuer = error.details?.['issuer']
  if (typeof issuer === 'string') return [issuer]
  const likely = likelyMembershipUris(membershipUri)
  // Nobody at this host: another path of it will not help.
  return error.code === 'MEMBERSHIP_UNREACHABLE'
    ? likely.filter((each) => new URL(each).host !== new URL(membershipUri).host)
    : likely
}

/** The first of `uris` at which a Membership answers that calls itself so; what it calls itself when that differs and works. */
async function firstWorking(uris: string[], fetch: typeof globalThis.fetch): Promise<string | undefined> {
  const results = await Promise.all(uris.map((uri) => working(uri, fetch)))
  return results.find((each) => each !== undefined)
}

async function working(uri: string, fetch: typeof globalThis.fetch, follow = true): Promise<string | undefined> {
  const impatient: typeof globalThis.fetch = (input, init) =>
    fetch(input, {...init, signal: AbortSignal.any([AbortSignal.timeout(TRIAL_MS), ...(init?.signal ? [init.signal] : [])])})
  try {
    await discover(uri, impatient)
    return uri
  } catch (error) {
    debug('login', () => `tried ${uri}: ${String(error)}`)
    const issuer = isCloudpremError(error) ? error.details?.['issuer'] : undefined
    return follow && typeof issuer === 'string' ? working(issuer, fetch, false) : undefined
  }
}

function withProposal(error: CloudpremError, working: string | undefined): CloudpremError {
  const issuer = error.details?.['issuer']
  const {code, message, details, cause} = error
  if (working !== undefined) {
    return new CloudpremError({
      code,
      message,
      reason: `${error.reason ?? ''}\n${working} was tried and works.`.trim(),
      hint: `cloudprem login --membership-uri ${working}`,
      details: {...details, workingUri: working},
      cause,
    })
  }
  if (typeof issuer === 'string') {
    return new CloudpremError({
      code,
      message,
      reason: `${error.reason ?? ''}\nAt ${issuer} itself no Membership answers that calls itself so: its own address is set wrongly.`,
      hint: [
        'cloudprem values get global.serviceHost   is what it makes its own address of',
        'cloudprem helm upgrade   once that is right',
      ],
      details,
      cause,
    })
  }
  const hint =
    error.hints.length > 0
      ? error.hints
      : 'kubectl get ingress --all-namespaces   shows the host of Membership; its URI is https://HOST/api'
  return new CloudpremError({code, message, ...(error.reason && {reason: error.reason}), hint, ...(details && {details}), cause})
}
