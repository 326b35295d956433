import type {KnownMajor} from '../versions.js'
import type {Component} from './facts.js'

/** Variables that a chart gives each of its components whatever is set; those of a feature that is off are free. */
export type OwnVariables = Readonly<Partial<Record<Component, readonly string[]>>>

const database = ['POSTGRES_USERNAME', 'POSTGRES_PASSWORD', 'POSTGRES_URI']
const stacks = ['STACK_MINIMAL_MODULES', 'TOKENS_VALIDITY_ACCESS', 'TOKENS_VALIDITY_REFRESH']
const membership = ['DEBUG', 'DEV', 'CONFIG', 'SERVICE_URL', 'MANAGED_STACKS', 'DISABLE_EVENTS', ...database, ...stacks]
const client = ['MEMBERSHIP_CLIENT_ID', 'MEMBERSHIP_CLIENT_SECRET', 'MEMBERSHIP_URL_API', 'REDIRECT_URI']
const program = ['NODE_ENV', ...client]
const session = ['COOKIE_SECRET', 'COOKIE_DOMAIN']
const console2 = [...program, 'ENCRYPTION_KEY', 'PLATFORM_URL', 'UNSECURE_COOKIES', 'COOKIE_DOMAIN', 'API_URL']
const portal2 = [...program, ...session, 'DEBUG', 'FEATURES_DISABLED', 'APPS_CONSOLE', 'CONSOLE_COOKIE_SECRET']

/** By Dex alone from 3.4.0 on, and by every Membership before (formancehq/helm 45b545a). */
export const RELYING_PARTY_VARIABLES: readonly string[] = ['RP_ISSUER', 'RP_CLIENT_ID', 'RP_CLIENT_SECRET', 'RP_SCOPES']

/**
 * A name that `additionalEnv` gives again comes out twice: the last one counts in the pod, and server-side apply, which
 * Helm 4 uses, refuses the Deployment.
 *
 * Source: formancehq/helm, the `….env` templates of charts/{membership,portal,console,console-v3,core} at the tags
 * cloudprem-2.2.1, 3.20.1 and 4.10.2.
 */
export const ownVariables: Readonly<Record<KnownMajor, OwnVariables>> = {
  2: {
    membership: [...membership, 'PLATFORM_OAUTH_CLIENT_SECRET'],
    portal: [...portal2, 'COOKIE_NAME'],
    console: console2,
    'console-v3': [...program.filter((name) => name !== 'REDIRECT_URI'), ...session, 'COOKIE_NAME', 'API_URL', 'PORTAL_UI'],
  },
  3: {
    membership: [...membership, 'LICENCE_TOKEN', 'LICENCE_CLUSTER_ID', 'LICENCE_ISSUER'],
    portal: portal2,
    console: console2,
    'console-v3': [...program, ...session, 'API_URL', 'PORTAL_UI'],
  },
  4: {
    membership: [...membership, 'LOGIN_WITH_SSO', 'LICENCE_TOKEN', 'LICENCE_CLUSTER_ID', 'LICENCE_ISSUER', 'POD_NAME'],
    portal: [...program, ...session, ...database, 'DEBUG', 'POD_NAME', 'MANAGED_STACK', 'FEATURES_DISABLED', 'API_STACK_URL'],
    'console-v3': [
      ...program,
      ...session,
      ...database,
      'DEBUG',
      'POD_NAME',
      'MANAGED_STACK',
      'API_STACK_URL',
      'API_URL',
      'PORTAL_UI',
    ],
  },
}
