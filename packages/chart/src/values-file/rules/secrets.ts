import {isInsecureSecret} from '../../insecure-defaults.js'
import {valueAt} from '../../values.js'
import type {ChartValues} from '../chart-values.js'
import {isPlainString} from '../plain-scalar.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'
import type {SecretSetting} from '../../majors/index.js'

/** The chart's own secrets are public, whether they are written out or left in force. */
export const defaultSecret: Rule = {
  id: 'default-secret',
  severity: 'error',
  description: "No secret is left at the chart's published default.",
  why: 'It is published with the chart: whoever reads it can log in to the database, pose as Membership, or forge a session.',
  check: (values) =>
    inline(values).map((setting) => {
      const given = valueAt(values.given, setting.path)
      const fix = `set ${setting.path}, or ${setting.existingSecret}`
      if (given === undefined) {
        return {
          path: setting.path,
          message: `${setting.path} is not set: the chart's published default is in force (${setting.meaning})`,
          fix,
        }
      }
      if (given === null || given === '')
        return {path: setting.path, message: `${setting.path} is empty (${setting.meaning})`, fix}
      if (given !== setting.default && !isInsecureSecret(given)) return undefined
      return {path: setting.path, message: `${setting.path} is the chart's published default (${setting.meaning})`, fix}
    }),
}

/**
 * The chart prints most secrets unquoted into manifests and raw into database URIs: `@` breaks the URI, ` #` cuts the
 * rest, digits and `true` become another type, `"` and `\` replace Dex's whole configuration by an error text.
 */
export const secretCharacters: Rule = {
  id: 'secret-characters',
  severity: 'error',
  description: 'Secrets start with a letter and hold nothing that YAML, a URI or a template would read as something else.',
  why:
    'The chart prints it raw: "@" or "/" breaks the database\'s URI, " #" cuts off the rest, digits become a number ' +
    "that the API server refuses, and a double quote or backslash in the OIDC secret replaces Dex's whole " +
    'configuration by an error text.',
  check: (values) => [
    ...own(values).map(({path, value}): Verdict => {
      const problem = secretProblem(value)
      return problem === undefined
        ? undefined
        : {
            path,
            message: `${path} does not survive the chart: it ${problem}`,
            fix: 'generate another: openssl rand -hex 24 | sed s/^/s/',
          }
    }),
    ...tokenProblems(values),
  ],
}

export const secretShort: Rule = {
  id: 'secret-short',
  severity: 'warning',
  description: 'Secrets have 24 characters or more.',
  why: 'A short secret can be guessed by trying, without anyone noticing where the attempts are not counted.',
  check: (values) =>
    own(values).map(({path, value}) =>
      value.length < 24
        ? {path, message: `${path} has only ${value.length} characters`, fix: 'take 24 or more, at random'}
        : undefined,
    ),
}

export const secretShared: Rule = {
  id: 'secret-shared',
  severity: 'warning',
  description: 'No two secrets are equal.',
  why: 'Whoever gets one has the other too, and neither can be replaced alone.',
  check: (values) => {
    const seen = new Map<string, string>()
    return own(values).map(({path, value}) => {
      const other = seen.get(value)
      seen.set(value, path)
      return other === undefined || mayBeEqual.includes(path)
        ? undefined
        : {path, message: `${path} is the same secret as ${other}`, fix: 'give each its own'}
    })
  },
}

/** In 2.x console v3 reads the portal's cookie, so that both must have one key. */
const mayBeEqual = ['global.platform.portal.cookie.encryptionKey']

export const secretKeyMissing: Rule = {
  id: 'existing-secret-key-missing',
  severity: 'error',
  description: 'Every existingSecret comes with the key to read in it; no key has a default.',
  why:
    'The manifest then has an empty key: the API server refuses the Deployment ("secretKeyRef.key: Required value"), ' +
    'and for the bundled database helm itself stops ("nil pointer evaluating interface {}.secretKeys").',
  check: (values) =>
    [...values.secrets.map((setting): SecretReference => setting), ...MORE_SECRETS]
      .filter(({existingSecret}) => values.text(existingSecret) !== undefined)
      .map(({existingSecret, secretKey, fallback}) =>
        values.text(secretKey) !== undefined || (fallback !== undefined && values.text(fallback) !== undefined)
          ? undefined
          : {
              path: existingSecret,
              message: `${existingSecret} is set without ${secretKey}, which has no default`,
              fix: `set ${secretKey}`,
            },
      ),
}

/** An existingSecret with the key in it; `fallback` is read where that key is not set. */
interface SecretReference {
  existingSecret: string
  secretKey: string
  fallback?: string
}

const DATABASE_KEY = 'global.postgresql.auth.secretKeys.adminPasswordKey'
const components = ['membership', 'portal', 'console', 'console-v3']

/** Secrets that need not be set at all. */
const MORE_SECRETS: readonly SecretReference[] = [
  ...components
    .flatMap((component) => [`${component}.config.migration.postgresql.auth`, `${component}.config.postgresql.auth`])
    .map((auth) => ({
      existingSecret: `${auth}.existingSecret`,
      secretKey: `${auth}.secretKeys.adminPasswordKey`,
      fallback: DATABASE_KEY,
    })),
  ...components.map((component) => ({
    existingSecret: `${component}.config.sentry.authToken.existingSecret`,
    secretKey: `${component}.config.sentry.authToken.secretKeys.value`,
  })),
]

/** Why a secret cannot be carried by the chart, or undefined; says nothing of the secret itself. */
export function secretProblem(value: string): string | undefined {
  if (!/^[A-Za-z0-9]/.test(value)) return 'does not start with a letter or a digit'
  if (!/^[A-Za-z0-9._~-]+$/.test(value)) {
    return 'has other characters than letters, digits and - . _ ~, and the chart prints it raw into URIs and unquoted into YAML'
  }
  return isPlainString(value) ? undefined : 'is a number, a boolean or null for YAML, and the chart prints it unquoted'
}

const TOKENS = 'membership.config.grpc.tokens'

/** They become one text in quotes, with blanks between them. */
function tokenProblems(values: ChartValues): Verdict[] {
  return values.list(TOKENS).map((token, index): Verdict =>
    typeof token === 'string' && /["\\\s]/.test(token)
      ? {
          path: `${TOKENS}[${index}]`,
          message: `${TOKENS}[${index}] does not survive the chart: it has a quote, a backslash or a blank`,
          fix: 'generate another: openssl rand -hex 24 | sed s/^/s/',
        }
      : undefined,
  )
}

/** Secrets that the file itself has to hold: in use, and not taken from a Kubernetes Secret. */
function inline(values: ChartValues): SecretSetting[] {
  return values.secrets.filter(
    ({existingSecret, path}) =>
      values.text(existingSecret) === undefined && !(path.startsWith('global.postgresql.') && values.isOn('global.aws.iam')),
  )
}

/** Those of them that are set to something of one's own. */
function own(values: ChartValues): {path: string; value: string}[] {
  return inline(values).flatMap(({path, default: published}) => {
    const value = valueAt(values.given, path)
    return typeof value === 'string' && value !== '' && value !== published && !isInsecureSecret(value) ? [{path, value}] : []
  })
}
