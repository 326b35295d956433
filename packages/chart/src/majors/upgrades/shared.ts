// Changes that hold for more than one way.
import type {Decision, MovedKey, Stop} from './upgrade.js'

export const MONITORING_BATCH: MovedKey = {
  kind: 'moved',
  from: 'global.monitoring.batch',
  to: 'global.monitoring.traces.batch',
  why: 'it belongs to the traces since 3.19.1',
  source: 'formancehq/helm charts/cloudprem/values.yaml, cloudprem-3.19.0 and cloudprem-3.19.1',
}

/** Membership wants one from its version 1.0, which is chart 3.0.0; no chart checks it. */
export const LICENCE: Decision = {
  kind: 'decide',
  afterwards: true,
  path: 'global.licence.token',
  when: [
    {path: 'global.licence.token', is: 'blank'},
    {path: 'global.licence.existingSecret', is: 'blank'},
    {path: 'global.licence.enabled', isNot: false},
  ],
  why: 'since 3.0 Membership wants an Enterprise licence, and helm installs without one',
  fix: 'set global.licence.token (or existingSecret and secretKeys.token) and global.licence.clusterID',
  source: 'formancehq/helm charts/cloudprem/README.md, 3.x',
}

export const CONSOLE_V3_CERTIFICATE: Decision = {
  kind: 'decide',
  afterwards: true,
  path: 'console-v3.ingress.tls',
  since: '3.14.0',
  when: [
    {path: 'global.platform.consoleV3.enabled', isNot: false},
    {path: 'console-v3.ingress.enabled', isNot: false},
    {path: 'console-v3.ingress.tls', is: 'blank'},
  ],
  why: 'console v3 is deployed by default since 3.14.0, at console.v3.<serviceHost>, without TLS',
  fix: 'set console-v3.ingress.tls, and global.platform.consoleV3.host to a name that the certificate covers; or global.platform.consoleV3.enabled to false',
  source: 'formancehq/helm charts/cloudprem/values.yaml at cloudprem-3.14.0',
}

/** A Job's pod template cannot be changed, and every upgrade changes this one. */
export const DELETE_JOBS: Stop = {
  id: 'migration-jobs',
  title: 'Delete the finished migration Job',
  what: "A Job cannot be changed, and the new chart changes this one: helm upgrade fails while the old release's Job is there.",
  commands: ['kubectl delete job --namespace {namespace} {release}-membership --ignore-not-found'],
  source: 'formancehq/helm charts/core/templates/_job.tpl; upgraded on an API server',
  when: [{path: 'membership.feature.migrationHooks', isNot: true}],
}
