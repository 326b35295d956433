import {isMap} from '../../values.js'
import {atLeast} from '../../versions.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const CONNECTORS = 'membership.config.oidc.connectors'

/** Up to 3.3 relyingParty alone was enough; from 3.4.0 the RP_ variables come with Dex only. */
export const identityProvider: Rule = {
  id: 'no-identity-provider',
  severity: 'error',
  description: 'Without Dex, Membership has another identity provider.',
  why: 'The manifests render and every pod starts, but Membership knows nobody to ask who a user is: no login is possible.',
  check: (values, {version}): Verdict[] => {
    const connectors = values.list(CONNECTORS).length
    if (!atLeast(version, '3.4.0')) {
      return [
        connectors > 0
          ? {
              path: CONNECTORS,
              message: `chart ${version} does not read ${CONNECTORS} (3.4.0 does)`,
              fix: 'set global.platform.membership.relyingParty',
            }
          : undefined,
      ]
    }
    if (values.isOn('membership.dex.enabled') || connectors > 0) return [undefined]
    const byEnvironment = values
      .list('membership.config.additionalEnv')
      .some((entry) => isMap(entry) && entry['name'] === 'RP_ISSUER')
    return [
      byEnvironment
        ? undefined
        : {
            path: 'membership.dex.enabled',
            message: `Dex is off and ${CONNECTORS} is empty: nobody can log in (relyingParty counts with Dex only)`,
            fix: `set ${CONNECTORS}`,
          },
    ]
  },
}

/** Keycloak and others answer "invalid scope" and nobody gets as far as a password. From 3.4.0 on the scopes are Dex's alone. */
export const dexScope: Rule = {
  id: 'dex-scope',
  severity: 'error',
  description: "Another provider than Dex is not asked for the scope federated:id, which is Dex's own (before 3.4.0).",
  why: 'Keycloak and other providers answer "invalid_scope": nobody gets as far as a password.',
  check: (values, {version}): Verdict[] => {
    const path = 'membership.config.oidc.scopes'
    if (values.isOn('membership.dex.enabled') || atLeast(version, '3.4.0')) return []
    return [
      values.list(path).includes('federated:id')
        ? {path, message: `${path} holds federated:id, which only Dex knows`, fix: `set ${path} to [openid, email]`}
        : undefined,
    ]
  },
}

export const secretInConfigMap: Rule = {
  id: 'secret-in-configmap',
  severity: 'warning',
  description: 'No secret is written into a ConfigMap.',
  why: 'A ConfigMap is not encrypted at rest and can be read with far fewer rights than a Secret.',
  check: (values) => [
    ...values.list(CONNECTORS).map((connector, index): Verdict =>
      isMap(connector) && typeof connector['clientSecret'] === 'string'
        ? {
            path: `${CONNECTORS}[${index}].clientSecret`,
            message: `${CONNECTORS}[${index}].clientSecret is readable in a ConfigMap`,
            fix: 'give RP_ISSUER, RP_CLIENT_ID and RP_CLIENT_SECRET in membership.config.additionalEnv, the last from a Secret',
          }
        : undefined,
    ),
    /\bclientSecret:/.test(values.text('membership.config.wizard.setup') ?? '')
      ? {path: 'membership.config.wizard.setup', message: "the wizard's client secrets are readable in a ConfigMap"}
      : undefined,
  ],
}
