import {
  checkValues,
  DEFAULT_CHART_VERSION,
  setAt,
  type CheckContext,
  type KnownMajor,
  type Values,
  type ValuesReport,
} from '@cloudprem/chart'
import {dump} from 'js-yaml'

export const VERSIONS: Record<KnownMajor, string> = {2: '2.2.1', 3: '3.20.1', 4: DEFAULT_CHART_VERSION}

const certificate = (host: string) => [{secretName: 'wildcard', hosts: [host]}]
let counter = 0
const secret = () => `secretOfThisTestNumber${String(++counter).padStart(4, '0')}x`

/** A file in which nothing is wrong. */
export function goodValues(major: KnownMajor = 4): Values {
  const values: Values = {}
  const settings: Record<string, unknown> = {
    'global.serviceHost': 'formance.example',
    'global.postgresql.auth.password': secret(),
    'global.postgresql.auth.postgresPassword': secret(),
    'membership.config.oidc.clientSecret': secret(),
    'membership.ingress.tls': certificate('membership.formance.example'),
    'membership.dex.ingress.tls': certificate('{{ tpl .Values.global.platform.membership.relyingParty.host $ }}'),
    'membership.dex.configOverrides.storage.config.ssl.mode': 'disable',
    'membership.dex.configOverrides.staticPasswords': [],
    'membership.postgresql.primary.persistence.enabled': true,
    'portal.config.cookie.secret': secret(),
    'portal.ingress.tls': certificate('portal.formance.example'),
    ...(major < 4 && {'console.ingress.tls': certificate('console.formance.example')}),
    ...(major === 2 && {
      'global.platform.membership.oauthClient.secret': secret(),
      'global.platform.cookie.encryptionKey': secret(),
    }),
    ...(major >= 3 && {
      'global.licence.token': 'some.licence.token',
      'global.licence.clusterID': '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11',
      'global.platform.portal.oauth.client.secret': secret(),
      'global.platform.consoleV3.oauth.client.secret': secret(),
      'global.platform.consoleV3.host': major === 3 ? 'console-v3.formance.example' : 'console.{{ .Values.global.serviceHost }}',
      'console-v3.config.cookie.encryptionKey': secret(),
      'console-v3.ingress.tls': certificate('{{ tpl .Values.global.platform.consoleV3.host $ }}'),
    }),
    ...(major === 3 && {'global.platform.console.cookie.encryptionKey': secret()}),
    ...(major === 4 && {'global.postgresql.host': 'cloudprem-postgresql.formance-system.svc'}),
  }
  for (const [path, value] of Object.entries(settings)) setAt(values, path, value)
  return values
}

/** The good file with `changes` by path; `undefined` removes what is there. */
export function changed(changes: Record<string, unknown>, major: KnownMajor = 4): string {
  const values = goodValues(major)
  for (const [path, value] of Object.entries(changes)) setAt(values, path, value)
  return dump(JSON.parse(JSON.stringify(values))) // JSON drops what is undefined
}

export function judge(changes: Record<string, unknown>, major: KnownMajor = 4, context: CheckContext = {}): ValuesReport {
  return checkValues(changed(changes, major), {
    release: 'cloudprem',
    namespace: 'formance-system',
    chartVersion: VERSIONS[major],
    ...context,
  })
}

export function goodText(major: KnownMajor = 4): string {
  return changed({}, major)
}
