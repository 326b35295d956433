import {resolveTemplate} from '../../templates.js'
import {isMap, valueAt} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'
import {hostNameProblem} from './hosts.js'

const PLATFORM = 'global.platform'
const SCHEMES = ['membership', 'membership.relyingParty', 'portal', 'console', 'consoleV3'].map(
  (part) => `${PLATFORM}.${part}.scheme`,
)

/** The schema takes any text, and every address that is made of it is broken. */
export const scheme: Rule = {
  id: 'scheme',
  severity: 'error',
  description: 'The scheme of an address is https, or http.',
  why:
    'Helm takes any text and puts it before "://": an address of "https://://…" or "htps://…" is none, and every ' +
    'login and redirect that uses it fails.',
  check: (values) =>
    SCHEMES.map((path): Verdict => {
      const given = valueAt(values.given, path)
      if (typeof given !== 'string' || /^https?$/.test(given)) return undefined
      const meant = /^(https?):\/*$/i.exec(given)?.[1]?.toLowerCase()
      return {
        path,
        message: `${path} is ${JSON.stringify(given)}, and addresses begin with it: ${given}://…`,
        fix: `write ${meant ?? 'https'}`,
        ...(meant !== undefined && {repair: {kind: 'replace', value: meant}}),
      }
    }),
}

/** The chart puts it behind the host as it is. */
export const issuerPath: Rule = {
  id: 'issuer-path',
  severity: 'error',
  description: "The issuer's path begins with a slash, and does not end in one.",
  why:
    'The chart puts it behind the host as it is. Membership compares the issuer letter for letter with what the ' +
    'provider calls itself, so that one slash too many or too few refuses every login.',
  check: (values): Verdict[] => {
    const path = `${PLATFORM}.membership.relyingParty.path`
    const given = valueAt(values.given, path)
    if (typeof given !== 'string' || given === '' || given.includes('{{')) return []
    const right = `/${given.replaceAll(/^\/+|\/+$/g, '')}`
    if (given === right) return [undefined]
    const value = right === '/' ? '' : right
    return [
      {
        path,
        message: `${path} ${JSON.stringify(given)} makes an issuer that is not the provider's own`,
        fix: value === '' ? 'leave it empty' : `write ${value}`,
        repair: {kind: 'replace', value},
      },
    ]
  },
}

/** Other parts are told the host of global.platform, whatever the Ingress answers to. Dex has a rule of its own. */
export const ingressHostDiffers: Rule = {
  id: 'ingress-host-differs',
  severity: 'error',
  description: "Hosts that are given for an Ingress are DNS names, and the component's own is among them.",
  why:
    'The Ingress answers at one host, while the login redirects and the other components go to another: helm ' +
    'installs it, and whoever logs in ends at an address that nobody serves.',
  check: (values) =>
    values.hosts.flatMap(({component, host, hostPath, ingressPath}): Verdict[] => {
      if (values.at(`${ingressPath}.enabled`) === false) return []
      const names = values.list(`${ingressPath}.hosts`).map((entry, index) => ({
        path: `${ingressPath}.hosts[${index}].host`,
        name: isMap(entry) && typeof entry['host'] === 'string' ? resolveTemplate(entry['host'], values.given) : undefined,
      }))
      const forms = names.map(({path, name}): Verdict => {
        const problem = name === undefined || name === '' ? undefined : hostNameProblem(name.replace(/^\*\./, ''))
        return problem === undefined ? undefined : {path, message: `${path} ${JSON.stringify(name)} ${problem}`}
      })
      const first = names[0]
      const isReached = component === 'dex' || host === undefined || names.some(({name}) => name === undefined || name === host)
      return [
        ...forms,
        first === undefined || isReached
          ? undefined
          : {
              path: first.path,
              message: `${component} answers at ${names.map(({name}) => name).join(', ')}, and everyone is told ${host}`,
              fix: `set ${hostPath} instead, or add ${host}`,
            },
      ]
    }),
}
