import {valueAt, type Values} from '@cloudprem/chart'
import {load} from 'js-yaml'
import type {Assertion} from './expectation.js'
import {isSame, list, literal, nameOf, textAt, variable, type Manifest} from './model.js'

const FRONT_ENDS = ['portal', 'console', 'console-v3']

/** A13 */
export const oauthClients: Assertion = (manifest) => {
  const membership = manifest.program('membership')
  return FRONT_ENDS.flatMap((part) => {
    const program = manifest.program(part)
    if (!program) return []
    const id = literal(program, 'MEMBERSHIP_CLIENT_ID')
    const client = clientsOf(manifest).find((each) => each['id'] === id)
    if (!client) return `${part}: Membership has no client ${String(id)}`
    const redirect = String(literal(program, 'REDIRECT_URI'))
    const hosts = manifest.hosts(part)
    const secretName = firstOf(client['secrets']).replace(/^\$/, '')
    return [
      ...(isSame(variable(membership, secretName), variable(program, 'MEMBERSHIP_CLIENT_SECRET'))
        ? []
        : [`${part}: Membership and ${part} have different secrets for client ${String(id)}`]),
      ...(includes(client['redirectUris'], `${redirect}/auth/login`)
        ? []
        : [`${part}: ${redirect}/auth/login is no redirect URI`]),
      ...(hosts.length === 0 || hosts.some((host) => redirect === `https://${host}`)
        ? []
        : [`${part}: ${redirect} is not its host`]),
      ...(literal(program, 'MEMBERSHIP_URL_API') === literal(membership, 'SERVICE_URL')
        ? []
        : [`${part}: Membership is elsewhere`]),
    ]
  })
}

/** A14 */
export const cookies: Assertion = (manifest) => {
  const portal = manifest.program('portal')
  const console = manifest.program('console')
  const consoleV3 = manifest.program('console-v3')
  const ofConsole = variable(portal, 'CONSOLE_COOKIE_SECRET')
  const shared = consoleV3 && portal && literal(portal, 'COOKIE_DOMAIN') === literal(consoleV3, 'COOKIE_DOMAIN')
  return [
    ...(console && ofConsole && !isSame(ofConsole, variable(console, 'ENCRYPTION_KEY'))
      ? ["portal's CONSOLE_COOKIE_SECRET is not console's ENCRYPTION_KEY"]
      : []),
    ...(shared && !isSame(variable(portal, 'COOKIE_SECRET'), variable(consoleV3, 'COOKIE_SECRET'))
      ? ['portal and console-v3 share a cookie domain and not the cookie secret']
      : []),
  ]
}

/** Membership's OAuth clients, from its ConfigMap. */
function clientsOf(manifest: Manifest): Values[] {
  const map = manifest.ofKind('ConfigMap').find((each) => nameOf(each).endsWith('membership'))
  return list(valueAt(load(textAt(map, 'data["config.yaml"]')), 'staticClients'))
}

function firstOf(value: unknown): string {
  return Array.isArray(value) ? String(value[0]) : ''
}

function includes(value: unknown, item: string): boolean {
  return Array.isArray(value) && value.includes(item)
}
