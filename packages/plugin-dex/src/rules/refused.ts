import type {DexVerdict} from '../judge/judge-dex-configuration.js'
import type {Refusal} from '../judge/refusal.js'
import type {Problem} from '../problem.js'

/** What to do about a refusal, by rule, where Dex's own words do not say it. */
const FIXES: Readonly<Record<string, string>> = {
  'issuer-missing': 'set issuer to https://dex.BASE_URL',
  'issuer-unparsable': 'set issuer to https://dex.BASE_URL',
  'passwords-without-database': 'set enablePasswordDB: true, or staticPasswords: [] (the default user is there until then)',
  'storage-missing': 'set storage.type',
  'storage-type-unknown': 'one of postgres, kubernetes, memory, mysql, sqlite3, etcd; case counts',
  'storage-ssl-mode-unknown': 'disable, require, verify-ca or verify-full',
  'web-address-missing': 'set web.http, or start Dex with --web-http-addr',
  'password-hash-missing': 'set hash, or hashFromEnv and the variable in membership.dex.envVars',
  'password-hash-malformed': 'a bcrypt hash, in quotes: cloudprem dex init makes one',
  'connector-type-unknown': 'a type of Dex, as it spells it: saml, oidc, ldap, github, gitlab, google, microsoft …',
  'log-level-unknown': 'debug, info, warn or error',
  'log-format-unknown': 'json or text',
  'duration-malformed': 'hours, minutes, seconds: 24h, 90m, 1h30m; there are no days',
  'response-type-unknown': 'code, token, id_token, or several with blanks in just this order',
  'no-connectors': 'enablePasswordDB: true with a user, or at least one connector',
  'proxy-not-a-range': 'a range with its length: 10.0.0.1/32',
  'client-incomplete': 'a client needs name, id, and secret or secretEnv (unless it is public)',
  'connector-incomplete': 'a connector needs type, id and name',
}

/** The refusals and the tolerated failures of a verdict, as problems. */
export function refusedProblems(verdict: DexVerdict): Problem[] {
  return [
    ...verdict.refusals.map((refusal, index) => toProblem(refusal, index === 0)),
    ...verdict.tolerated
      // When all fail they are a refusal; the reasons are told here.
      .map(({index, id, says}): Problem => ({
        rule: 'connector-broken',
        severity: 'error',
        path: ['connectors', index, 'config'],
        message: `the connector ${id} does not open, and whoever picks it sees HTTP 400: ${says}`,
      })),
  ]
}

function toProblem({rule, path, says}: Refusal, first: boolean): Problem {
  const fix = FIXES[rule] ?? (rule === 'wrong-type' ? wrongTypeFix(says) : undefined)
  return {
    rule,
    severity: 'error',
    path,
    message: `Dex does not start: ${says.replace(/^(invalid config|failed to initialize server): /, '')}`,
    ...(fix !== undefined && {fix}),
    dexSays: says,
    first,
  }
}

function wrongTypeFix(says: string): string | undefined {
  if (says.includes('base64')) return 'base64 of the PEM text: base64 -w0 ca.pem'
  if (says.endsWith('of type string')) return 'put the value in quotes'
  if (says.endsWith('of type bool')) return 'true or false, without quotes'
  if (says.endsWith('of type []string')) return 'a list: ["…"]'
  return says.endsWith('of type uint16') ? 'a number up to 65535, without quotes' : undefined
}
