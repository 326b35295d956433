/**
 * Values that templates read although no schema has them, found by comparing every `.Values.…` of the templates with the
 * schemas (formancehq/helm at cloudprem-2.2.1, 3.20.1 and 4.10.2; core's helpers apply to each component), and those of
 * Helm and of the bitnami charts. Below them nothing is judged.
 */
export const READ_BY_TEMPLATES: readonly string[] = [
  'global.imageRegistry',
  'global.imagePullSecrets',
  'global.storageClass',
  'global.defaultStorageClass',
  'global.compatibility',
  'global.security',
  'global.licence.enabled',
  'global.nats.auth.username',
  'global.nats.requestTimeout',
  'global.platform.membership.enabled',
  'global.scheme',
  ...['membership', 'portal', 'console', 'console-v3'].flatMap((component) => [
    `${component}.config.postgresql`,
    `${component}.config.postgresqlUrl`,
    `${component}.config.migration.postgresql`,
    `${component}.config.platform_url`,
    `${component}.config.redirect_url`,
    `${component}.config.stargate_url`,
    `${component}.config.encryption_key`,
    `${component}.service.port`,
    `${component}.service.ports.http.nodePort`,
    `${component}.service.ports.grpc.nodePort`,
    `${component}.nameOverride`,
    `${component}.fullnameOverride`,
    `${component}.autoscaling`,
    `${component}.aws`,
    `${component}.global`,
    `${component}.tags`,
    `${component}.securityContext`,
    `${component}.podSecurityContext`,
    `${component}.livenessProbe`,
    `${component}.readinessProbe`,
  ]),
  // Charts of others, whose schemas are not here.
  'membership.dex',
  'membership.postgresql',
  'portal.postgresql',
  'console-v3.postgresql',
]
