// cloudprem 3.x: console v2 beside the portal, console-v3 off up to 3.13 and on from 3.14.0; the licence appears.
// Source: formancehq/helm at cloudprem-3.0.0 to 3.20.1 and commit 18ee6a5 (published as 3.20.3).
import type {ChartFacts} from './facts.js'
import * as shared from './shared.js'

export const facts3: ChartFacts = {
  major: 3,
  topKeys: ['global', 'membership', 'portal', 'console', 'console-v3'],
  hosts: [shared.membershipHost, shared.dexHost, shared.portalHost, shared.consoleHost, shared.consoleV3Host],
  secrets: [
    shared.oidcSecret,
    shared.portalClient,
    shared.consoleV3Client,
    {
      path: 'global.platform.console.cookie.encryptionKey',
      default: 'changeMe00',
      meaning: "the key of console v2's session cookie, which the portal shares",
      existingSecret: 'global.platform.console.cookie.existingSecret',
      secretKey: 'global.platform.console.cookie.secretKeys.encryptionKey',
      enabledPath: 'global.platform.console.enabled',
    },
    shared.portalCookie,
    shared.consoleV3Cookie,
    shared.databaseSecret,
    shared.databaseAdminSecret,
  ],
  settings: [
    ...shared.sharedSettings,
    ...shared.licenceSettings,
    ...shared.ingressSettings(shared.consoleHost),
    {path: 'global.platform.membership.enabled', type: 'boolean', default: true, meaning: 'deploys Membership'},
    {path: 'global.platform.portal.enabled', type: 'boolean', default: true, meaning: 'deploys the portal'},
    {
      path: 'global.platform.console.enabled',
      type: 'boolean',
      default: true,
      meaning: 'deploys console v2, which logs in as the portal',
    },
    {path: 'global.platform.console.host', type: 'string', default: shared.consoleHost.defaultHost, meaning: "console v2's host"},
    {path: 'global.platform.consoleV3.enabled', type: 'boolean', meaning: 'deploys console v3; true by default from 3.14.0'},
    {
      path: 'global.platform.portal.oauth.client.id',
      type: 'string',
      default: 'portal',
      meaning: "the portal's and console v2's client id",
    },
    {path: 'global.platform.consoleV3.oauth.client.id', type: 'string', default: 'console-v3', meaning: "console v3's client id"},
    {
      path: 'membership.postgresql.primary.persistence.enabled',
      type: 'boolean',
      default: false,
      meaning: 'keeps the bundled database on a volume; without it the data goes with the pod',
    },
    {path: 'membership.postgresql.fullnameOverride', type: 'string', default: 'postgresql', meaning: 'name of its objects'},
    {
      path: 'global.platform.stargate.enabled',
      type: 'boolean',
      default: false,
      since: '3.0.1',
      meaning: 'stacks are reached through Stargate',
    },
  ],
  deadKeys: [
    ...shared.sharedDeadKeys,
    ...shared.movedSwitches,
    {path: 'global.platform.cookie', replacement: 'global.platform.console.cookie', why: 'renamed in 3.0'},
    {
      path: 'global.platform.portal.cookie',
      replacement: 'portal.config.cookie',
      why: 'each console has its own cookie since 3.0',
    },
    {
      path: 'global.platform.membership.oauthClient',
      replacement: 'global.platform.portal.oauth.client',
      why: 'each console has its own client since 3.0',
    },
  ],
}
