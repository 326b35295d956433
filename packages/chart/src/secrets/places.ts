import type {SecretSetting} from '../majors/index.js'

/** One key of one Kubernetes Secret. */
export interface SecretPlace {
  secret: string
  key: string
}

/**
 * Where each secret of the chart lies when it is kept in Kubernetes: one Secret a reader, so that the database, which
 * mounts its Secret as files from 4.0 on, sees nobody else's. Both database passwords are one key: Membership logs in as
 * the user with the *admin* key (formancehq/helm, charts/core/templates/_postgres.tpl; rendered from 2.2.1, 3.20.1, 4.10.2).
 * In 2.x console v3 shares the portal's cookie and hence its key.
 */
const PLACES: Record<string, [suffix: string, key: string]> = {
  'membership.config.oidc.clientSecret': ['oidc', 'client-secret'],
  'global.postgresql.auth.password': ['db', 'password'],
  'global.postgresql.auth.postgresPassword': ['db', 'password'],
  'global.platform.membership.oauthClient.secret': ['platform', 'client-secret'],
  'global.platform.portal.oauth.client.secret': ['platform', 'portal-client'],
  'global.platform.consoleV3.oauth.client.secret': ['platform', 'console-v3-client'],
  'portal.config.cookie.secret': ['platform', 'portal-cookie'],
  'global.platform.portal.cookie.encryptionKey': ['platform', 'portal-cookie'],
  'global.platform.cookie.encryptionKey': ['platform', 'console-cookie'],
  'global.platform.console.cookie.encryptionKey': ['platform', 'console-cookie'],
  'console-v3.config.cookie.encryptionKey': ['platform', 'console-v3-cookie'],
}

/** The place of a secret of the chart in a release's Secrets. */
export function secretPlace({path}: Pick<SecretSetting, 'path'>, release: string): SecretPlace {
  const [suffix, key] = PLACES[path] ?? ['platform', path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')]
  return {secret: `${release}-${suffix}`, key}
}

/** The licence's token; its cluster id has no form as a Secret. */
export function licencePlace(release: string): SecretPlace {
  return {secret: `${release}-licence`, key: 'token'}
}

/** bcrypt of the first user's password, which Dex reads with `hashFromEnv`. */
export function adminHashPlace(release: string): SecretPlace {
  return {secret: `${release}-dex`, key: 'admin-hash'}
}

/** The client secret at a provider that takes Dex's place. */
export function providerPlace(release: string): SecretPlace {
  return {secret: `${release}-oidc`, key: 'client-secret'}
}
