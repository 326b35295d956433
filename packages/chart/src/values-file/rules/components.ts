import {isMap, valueAt} from '../../values.js'
import {atLeast} from '../../versions.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

export const consoleWithoutPortal: Rule = {
  id: 'console-without-portal',
  severity: 'error',
  description: 'Console v2 runs together with the portal, whose OAuth client it uses (3.x).',
  why: 'Membership knows the client "portal" only while the portal is on: console v2 is deployed, and its login is refused.',
  check: (values, {facts}) =>
    facts.major === 3
      ? [
          values.deploys('console') && !values.deploys('portal')
            ? {
                path: 'global.platform.portal.enabled',
                message: "console v2 logs in with the portal's client, which is gone with it",
                fix: 'switch console v2 off too, or the portal on',
              }
            : undefined,
        ]
      : [],
}

/** They break the wizard Job's YAML, and that Job cannot be switched off. */
export const membershipVolumes: Rule = {
  id: 'membership-volumes',
  severity: 'error',
  description: 'Membership mounts no volumes of its own (4.x).',
  why:
    'The same list is put into the wizard Job, which cannot be switched off, at a depth that breaks its YAML: helm ' +
    'refuses the whole chart.',
  check: (values, {facts}) =>
    facts.major < 4
      ? []
      : ['membership.volumes', 'membership.volumeMounts'].map((path) =>
          values.list(path).length > 0
            ? {path, message: `${path} makes the wizard Job unparsable, and helm refuses the chart`, fix: `remove ${path}`}
            : undefined,
        ),
}

export const oldScopes: Rule = {
  id: 'old-scopes',
  severity: 'error',
  description: 'No OAuth client asks for scopes that Membership does not have any more (4.x).',
  why:
    "Chart 4.0 dropped them: its Membership gives rights by policies. An explicit list replaces the chart's own and " +
    'goes on asking for them.',
  check: (values, {facts}) =>
    facts.major < 4
      ? []
      : ['portal', 'consoleV3'].map((component) => {
          const path = `global.platform.${component}.oauth.client.scopes`
          const old = values.list(path).filter((scope) => scope === 'supertoken' || scope === 'organization_features')
          return old.length > 0
            ? {path, message: `${path} holds ${old.join(' and ')}, gone in 4.0`, fix: `remove ${path}`}
            : undefined
        }),
}

/** 2.x: console-v3 shares the portal's session cookie. */
export const sharedCookie: Rule = {
  id: 'shared-cookie',
  severity: 'error',
  description: "Console v3 has the portal's cookie key (2.x).",
  why:
    'Both programs read one session cookie of the base domain: with two keys, whoever logs in at one is logged out at ' +
    'the other.',
  check: (values, {facts}) => {
    if (facts.major !== 2 || !values.deploys('console-v3') || !values.deploys('portal')) return []
    const [portal, consoleV3] = ['portal.config.cookie', 'global.platform.portal.cookie']
    const keys = [keyOf(values, portal, 'secret'), keyOf(values, consoleV3, 'encryptionKey')]
    return [
      keys[0] === keys[1]
        ? undefined
        : {
            path: consoleV3,
            message: `${consoleV3} differs from ${portal}, and both read one cookie`,
            fix: 'give both the same key',
          },
    ]
  },
}

/** The key as it is written, or the place in a Kubernetes Secret that it is taken from. */
function keyOf(values: ChartValues, cookie: string, field: 'secret' | 'encryptionKey'): string | undefined {
  const secret = values.text(`${cookie}.existingSecret`)
  return secret === undefined ? values.text(`${cookie}.${field}`) : `${secret}:${values.text(`${cookie}.secretKeys.${field}`)}`
}

export const natsBelowMembership: Rule = {
  id: 'nats-below-membership',
  severity: 'warning',
  description: 'NATS is configured at the top, where every component sees it (4.1.0).',
  why:
    'Membership publishes its events while the portal and the console, which read global.nats, do not take part. ' +
    'Nothing reports that.',
  check: (values, {version}) => [
    atLeast(version, '4.1.0') && valueAt(values.given, 'membership.global.nats') !== undefined
      ? {
          path: 'membership.global.nats',
          message: 'portal and console-v3 do not see membership.global.nats',
          fix: 'move it to global.nats',
        }
      : undefined,
  ],
}

/** Agents need both. */
export const agentsHalf: Rule = {
  id: 'agents-half-configured',
  severity: 'warning',
  description: 'managedStacks off and NATS on go together: either alone opens no gRPC for agents.',
  why: "The port for agents is opened only with both: a region's agent then never connects, while every pod is ready.",
  check: (values): Verdict[] => {
    const managed = 'membership.feature.managedStacks'
    const nats = values.isOn('global.nats.enabled') || valueAt(values.given, 'membership.global.nats.enabled') === true
    return [
      !values.isOn(managed) && !nats
        ? {path: managed, message: `${managed} is false without NATS: agents cannot connect`, fix: 'set global.nats'}
        : undefined,
    ]
  },
}

export const trustsEveryone: Rule = {
  id: 'tls-verification-off',
  severity: 'warning',
  description: 'Membership verifies certificates.',
  why:
    'membership.dev is a switch for development: whoever stands between Membership and the identity provider can ' +
    'answer in its place.',
  check: (values) => [
    values.isOn('membership.dev')
      ? {path: 'membership.dev', message: 'membership.dev switches the verification of certificates off', fix: 'remove it'}
      : undefined,
  ],
}

export const budgets: Rule = {
  id: 'disruption-budget',
  severity: 'error',
  description: 'A PodDisruptionBudget has a minimum or a maximum, not both.',
  why:
    'The chart has minAvailable 1 by default. The API server refuses both together ("cannot be both set"), after half ' +
    'of the release was made.',
  check: (values, {facts}) =>
    [...facts.topKeys.filter((key) => key !== 'global'), 'membership.dex'].map((component) => {
      const path = `${component}.podDisruptionBudget`
      const budget = valueAt(values.given, path)
      if (!isMap(budget) || budget['enabled'] !== true || !budget['maxUnavailable'] || budget['minAvailable'] === 0)
        return undefined
      return {
        path,
        message: `${path} has maxUnavailable beside the chart's minAvailable 1, and the API server refuses both`,
        fix: `set ${path}.minAvailable to 0`,
      }
    }),
}
