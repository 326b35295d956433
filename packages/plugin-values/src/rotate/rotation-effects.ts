import {databaseName, dexRestartCommand, releaseNames, valueAt, type KnownMajor, type Values} from '@cloudprem/chart'

/** What a new secret does to a deployment that runs. */
export interface RotationEffects {
  /** To do before the upgrade, or the upgrade or the deployment fails. */
  first: string[]
  /** Deployments that the upgrade restarts by itself. */
  restarts: string[]
  /** To do after the upgrade. */
  then: string[]
  /** What nobody can read or use any more. */
  lost: string[]
}

export interface Deployment {
  release: string
  namespace: string
  major: KnownMajor
  values: Values
}

type Effects = (deployment: Deployment) => Partial<RotationEffects>

const PORTAL_SESSIONS = 'the sessions of the portal: everyone logs in there again'
const CONSOLE_SESSIONS = 'the sessions of console v2: everyone logs in there again'
const CONSOLE_V3_SESSIONS = 'the sessions of console v3: everyone logs in there again'

/**
 * By the path of the secret. Source: formancehq/helm at cloudprem-2.2.1, 3.20.1 and 4.10.2, rendered: secrets given as
 * values stand in the pod templates or in a ConfigMap with a checksum, so that an upgrade restarts who reads them; Dex's
 * pod has no checksum of its configuration; a finished migration Job refuses a new environment (kubernetes: the template of
 * a Job is immutable). bitnami's PostgreSQL sets passwords at its first start only, on an empty volume.
 */
const EFFECTS: Readonly<Record<string, Effects>> = {
  'membership.config.oidc.clientSecret': ({release, namespace, values}) => ({
    restarts: ['membership'],
    ...(hasDex(values)
      ? {then: [dexRestartCommand(release, namespace)], lost: ['logins between the upgrade and the restart of Dex']}
      : {first: ['give the client the new secret at your identity provider']}),
  }),
  'global.platform.membership.oauthClient.secret': () => ({restarts: ['membership', 'portal', 'console', 'console-v3']}),
  'global.platform.portal.oauth.client.secret': ({major}) => ({
    restarts: ['membership', 'portal', ...(major === 3 ? ['console'] : [])],
  }),
  'global.platform.consoleV3.oauth.client.secret': () => ({restarts: ['membership', 'console-v3']}),
  'portal.config.cookie.secret': ({major, values}) => ({
    restarts: ['portal', ...(major === 2 && hasConsoleV3(values) ? ['console-v3'] : [])],
    lost: [PORTAL_SESSIONS, ...(major === 2 && hasConsoleV3(values) ? [CONSOLE_V3_SESSIONS] : [])],
  }),
  'global.platform.portal.cookie.encryptionKey': () => ({
    restarts: ['portal', 'console-v3'],
    lost: [PORTAL_SESSIONS, CONSOLE_V3_SESSIONS],
  }),
  'global.platform.cookie.encryptionKey': () => ({restarts: ['console', 'portal'], lost: [CONSOLE_SESSIONS]}),
  'global.platform.console.cookie.encryptionKey': () => ({restarts: ['console', 'portal'], lost: [CONSOLE_SESSIONS]}),
  'console-v3.config.cookie.encryptionKey': () => ({restarts: ['console-v3'], lost: [CONSOLE_V3_SESSIONS]}),
  'global.postgresql.auth.password': (deployment) => {
    const {major, namespace, release, values} = deployment
    return {
      first: [...changePassword(deployment, userOf(values)), ...jobsInTheWay(deployment)],
      restarts: ['membership', ...(major >= 4 ? ['portal', 'console-v3'] : [])],
      then: hasDex(values) ? [dexRestartCommand(release, namespace)] : [],
      lost: ['the database, for every part, until the password is changed in it too'],
    }
  },
  'global.postgresql.auth.postgresPassword': (deployment) => ({first: changePassword(deployment, 'postgres')}),
  'global.licence.token': (deployment) => ({first: jobsInTheWay(deployment), restarts: ['membership']}),
}

/** Dex reads its users when it starts. */
export function passwordEffects(email: string, {release, namespace}: Deployment): RotationEffects {
  return {
    first: [],
    restarts: [],
    then: [dexRestartCommand(release, namespace)],
    lost: [`the old password of ${email}, once Dex has restarted`],
  }
}

/** What follows from a new secret at `path`. */
export function effectsOf(path: string, deployment: Deployment): RotationEffects {
  const known = Object.hasOwn(EFFECTS, path) ? EFFECTS[path]?.(deployment) : undefined
  const {deployments} = releaseNames(deployment.release, deployment.major)
  const named: Partial<Record<string, string>> = deployments
  return {
    first: known?.first ?? [],
    restarts: (known?.restarts ?? []).flatMap((component) => named[component] ?? []),
    then: known?.then ?? [],
    lost: known?.lost ?? [],
  }
}

/** psql asks for the new password: it stands in no command line and no history. */
function changePassword({values, release, namespace, major}: Deployment, user: string): string[] {
  if (valueAt(values, 'membership.postgresql.enabled') === false)
    return [`on your PostgreSQL server, in psql: \\password ${user}`]
  const pod = `statefulset/${databaseName(release, major)}`
  return [
    `kubectl exec -it ${pod} --namespace ${namespace} -- psql -U ${user} -d postgres`,
    `\\password ${user}   there, at the prompt`,
  ]
}

/** As hooks, helm removes them itself. */
function jobsInTheWay({release, namespace, major, values}: Deployment): string[] {
  if (valueAt(values, 'membership.feature.migrationHooks') === true) return []
  return [`kubectl delete job ${releaseNames(release, major).jobs.join(' ')} --namespace ${namespace} --ignore-not-found`]
}

function userOf(values: Values): string {
  const user = valueAt(values, 'global.postgresql.auth.username')
  return typeof user === 'string' && user !== '' ? user : 'formance'
}

function hasDex(values: Values): boolean {
  return valueAt(values, 'membership.dex.enabled') !== false
}

function hasConsoleV3(values: Values): boolean {
  return valueAt(values, 'global.platform.consoleV3.enabled') === true
}
