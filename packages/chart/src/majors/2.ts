// cloudprem 2.x: one OAuth client `platform` and shared cookies for the consoles, console-v3 off, no licence.
// Source: formancehq/helm at cloudprem-2.2.1.
import type {ChartFacts} from './facts.js'
import * as shared from './shared.js'

export const facts2: ChartFacts = {
  major: 2,
  topKeys: ['global', 'membership', 'portal', 'console', 'console-v3'],
  hosts: [
    {...shared.membershipHost, enabledPath: 'membership.enabled'},
    shared.dexHost,
    {...shared.portalHost, enabledPath: 'portal.enabled'},
    {...shared.consoleHost, enabledPath: 'console.enabled'},
    shared.consoleV3Host,
  ],
  secrets: [
    {...shared.oidcSecret, enabledPath: undefined}, // RP_CLIENT_SECRET is set without Dex too
    {
      path: 'global.platform.membership.oauthClient.secret',
      default: 'changeMe1',
      meaning: "the consoles' client secret at Membership",
      existingSecret: 'global.platform.membership.oauthClient.existingSecret',
      secretKey: 'global.platform.membership.oauthClient.secretKeys.secret',
    },
    {
      path: 'global.platform.cookie.encryptionKey',
      default: 'changeMe00',
      meaning: "the key of console v2's session cookie, which the portal shares",
      existingSecret: 'global.platform.cookie.existingSecret',
      secretKey: 'global.platform.cookie.secretKeys.encryptionKey',
    },
    {...shared.portalCookie, enabledPath: 'portal.enabled'},
    {
      path: 'global.platform.portal.cookie.encryptionKey',
      default: 'changeMe1',
      meaning: "the key of console v3's session cookie; equal to the portal's, whose cookie it shares",
      existingSecret: 'global.platform.portal.cookie.existingSecret',
      secretKey: 'global.platform.portal.cookie.secretKeys.encryptionKey',
      enabledPath: 'global.platform.consoleV3.enabled',
      onByDefaultSince: '3.14.0',
    },
    shared.databaseSecret,
    shared.databaseAdminSecret,
  ],
  settings: [
    ...shared.sharedSettings.filter(({since}) => since === undefined),
    ...shared.ingressSettings(shared.consoleHost),
    {path: 'membership.enabled', type: 'boolean', default: true, meaning: 'deploys Membership'},
    {path: 'portal.enabled', type: 'boolean', default: true, meaning: 'deploys the portal'},
    {path: 'console.enabled', type: 'boolean', default: true, meaning: 'deploys console v2'},
    {
      path: 'global.platform.enabled',
      type: 'boolean',
      default: true,
      meaning: "registers the consoles' OAuth client; the programs run without it",
    },
    {path: 'global.platform.console.host', type: 'string', default: shared.consoleHost.defaultHost, meaning: "console v2's host"},
    {path: 'global.platform.consoleV3.enabled', type: 'boolean', default: false, meaning: 'deploys console v3'},
    {path: 'global.platform.membership.oauthClient.id', type: 'string', default: 'platform', meaning: "the consoles' client id"},
    {
      path: 'membership.postgresql.primary.persistence.enabled',
      type: 'boolean',
      default: false,
      meaning: 'keeps the bundled database on a volume; without it the data goes with the pod',
    },
    {path: 'membership.postgresql.fullnameOverride', type: 'string', default: 'postgresql', meaning: 'name of its objects'},
  ],
  deadKeys: [...shared.sharedDeadKeys, {path: 'global.licence', why: 'charts before 3.0 have no licence'}],
}
