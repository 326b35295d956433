import {DEFAULT_NAMESPACE, DEFAULT_RELEASE} from '@cloudprem/chart'
import {CloudpremError, type Profile} from '@cloudprem/core'
import * as check from './check-flags.js'
import {BEYOND_PLACEHOLDERS, type InitFlags} from './flags.js'

/**
 * Release and namespace, from the flags, the profile or the guide.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function requirePlace(flags: InitFlags, profile: Profile): {release: string; namespace: string} {
  const namespace = flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE
  check.checkNamespace(namespace)
  return {release: flags.release ?? profile.release ?? DEFAULT_RELEASE, namespace}
}

/** @throws CloudpremError `USAGE` (exit 2) when a flag that is a DNS name is none */
export function checkNames(flags: InitFlags): void {
  for (const flag of ['domain', 'tls-secret', 'ingress-class', 'console-host'] as const) {
    if (flags[flag] !== undefined) check.checkName(flag, flags[flag])
  }
}

/** The profile's chart version, unless it is the guide's old one, for which no file can be written. */
export function knownVersion({chartVersion}: Profile): string | undefined {
  return chartVersion?.startsWith('1.') ? undefined : chartVersion
}

/** @throws CloudpremError `USAGE` (exit 2) when `--from` alone comes with flags that it has no use for */
export function refuseBeyondPlaceholders(flags: InitFlags): void {
  const given = BEYOND_PLACEHOLDERS.filter((name) => flags[name as keyof InitFlags] !== undefined)
  if (given.length === 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `--from alone fills in placeholders and has no use for ${given.map((name) => `--${name}`).join(', ')}`,
    hint: '--full --from FILE edits the file with every flag',
  })
}
