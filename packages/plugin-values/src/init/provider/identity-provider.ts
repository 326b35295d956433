import {atLeast, providerPlace, setAt, type StoredSecret, type Values} from '@cloudprem/chart'
import type {IdentityProvider, InitPlan} from '../plan.js'
import {secretReference} from '../secrets/reference.js'

/** `federated:id`, the chart's third scope, exists in Dex only. */
const SCOPES = ['openid', 'email']

/**
 * Membership straight at another provider. Before 3.4.0 the relying party's settings are enough; from then on they count
 * with Dex only, and the provider is a connector of Membership's. A connector's client secret lands in a ConfigMap, so that
 * one that is kept in Kubernetes goes through the variables of the old way instead.
 *
 * Source: formancehq/helm, charts/membership/templates/_helpers.tpl before and after 45b545a (3.4.0).
 */
export function configureProvider(values: Values, provider: IdentityProvider, plan: InitPlan): StoredSecret[] {
  setAt(values, 'membership.dex.enabled', false)
  const stored: StoredSecret[] =
    plan.secrets.kind === 'inline'
      ? []
      : [{...providerPlace(plan.release), ...secretOf(provider), meaning: "Membership's client secret at the provider"}]
  if (atLeast(plan.chartVersion, '3.4.0')) configureConnector(values, provider, stored[0])
  else configureRelyingParty(values, provider, stored[0])
  return stored
}

function configureRelyingParty(values: Values, {issuer, clientId, clientSecret}: IdentityProvider, stored?: StoredSecret): void {
  const {protocol, host, pathname} = new URL(issuer)
  setAt(values, 'global.platform.membership.relyingParty', {
    scheme: protocol.slice(0, -1),
    host,
    path: pathname === '/' && !issuer.endsWith('/') ? '' : pathname,
  })
  setAt(values, 'membership.config.oidc', {
    clientId,
    ...(stored ? {existingSecret: stored.secret, secretKeys: {secret: stored.key}} : {clientSecret}),
    scopes: SCOPES,
  })
}

function configureConnector(values: Values, {issuer, clientId, clientSecret}: IdentityProvider, stored?: StoredSecret): void {
  if (!stored) {
    const id = connectorId(issuer)
    setAt(values, 'membership.config.oidc.connectors', [
      {type: 'generic', id, name: new URL(issuer).hostname, clientID: clientId, clientSecret, config: {issuer}},
    ])
    return
  }
  setAt(values, 'membership.config.additionalEnv', [
    {name: 'RP_ISSUER', value: issuer},
    {name: 'RP_CLIENT_ID', value: clientId},
    {name: 'RP_CLIENT_SECRET', valueFrom: secretReference(stored)},
    {name: 'RP_SCOPES', value: SCOPES.join(' ')},
  ])
}

/** The connector's id, from the provider's host: login.acme.example gives `login-acme-example`. */
function connectorId(issuer: string): string {
  return new URL(issuer).hostname.replaceAll(/[^a-z0-9]+/g, '-')
}

function secretOf({clientSecret}: IdentityProvider) {
  return clientSecret === undefined ? {} : {value: clientSecret}
}
