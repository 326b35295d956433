// cloudprem 4.x: membership, portal and console-v3; console v2 is gone, portal and console-v3 need the database.
// Source: formancehq/helm at cloudprem-4.10.2, rendered from 4.0.0 to 4.10.2.
import type {ChartFacts} from './facts.js'
import * as shared from './shared.js'

const migratingComponents = ['membership', 'portal', 'console-v3']

export const facts4: ChartFacts = {
  major: 4,
  topKeys: ['global', 'membership', 'portal', 'console-v3'],
  hosts: [shared.membershipHost, shared.dexHost, shared.portalHost, shared.consoleV3Host],
  secrets: [
    shared.oidcSecret,
    shared.portalClient,
    shared.consoleV3Client,
    shared.portalCookie,
    shared.consoleV3Cookie,
    shared.databaseSecret,
    shared.databaseAdminSecret,
  ],
  settings: [
    ...shared.sharedSettings,
    ...shared.licenceSettings,
    {path: 'global.platform.membership.enabled', type: 'boolean', default: true, meaning: 'deploys Membership'},
    {path: 'global.platform.portal.enabled', type: 'boolean', default: true, meaning: 'deploys the portal'},
    {path: 'global.platform.consoleV3.enabled', type: 'boolean', default: true, meaning: 'deploys console v3'},
    {path: 'global.platform.portal.oauth.client.id', type: 'string', default: 'portal', meaning: "the portal's client id"},
    {path: 'global.platform.consoleV3.oauth.client.id', type: 'string', default: 'console-v3', meaning: "console v3's client id"},
    {
      path: 'membership.postgresql.primary.persistence.enabled',
      type: 'boolean',
      default: true,
      meaning: 'keeps the bundled database on a volume; not changeable after the first install',
    },
    {path: 'membership.postgresql.primary.persistence.size', type: 'string', default: '8Gi', meaning: "the volume's size"},
    {
      path: 'membership.config.wizard.setup',
      type: 'string',
      default: 'users: []\norganizations: []\nregions: []\nstacks: []\n',
      meaning: 'organizations, regions and stacks to make, as YAML inside a string; templated',
    },
    {
      path: 'portal.postgresql.enabled',
      type: 'boolean',
      default: false,
      meaning: 'keep false: its objects collide with the bundled ones',
    },
    {path: 'console-v3.postgresql.enabled', type: 'boolean', default: false, meaning: 'keep false, as for the portal'},
    {
      path: 'global.security.allowInsecureImages',
      type: 'boolean',
      meaning: "lets the database's image come from another registry",
    },
    ...migratingComponents.map((component) => ({
      path: `${component}.config.migration.postgresql.auth`,
      type: 'map' as const,
      meaning: 'another database user for the migration Job; a field that is present and empty wins over the global one',
    })),
    ...migratingComponents.map((component) => ({
      path: `${component}.config.postgresql`,
      type: 'map' as const,
      meaning: 'host, auth and additionalArgs of this component alone; wins over global.postgresql, Dex does not follow',
    })),
  ],
  deadKeys: [
    ...shared.sharedDeadKeys,
    ...shared.movedSwitches,
    {path: 'console', replacement: 'console-v3', why: 'console v2 was removed in 4.0'},
    {path: 'global.platform.console', replacement: 'global.platform.consoleV3', why: 'console v2 was removed in 4.0'},
    {
      path: 'global.platform.cookie',
      replacement: 'console-v3.config.cookie',
      why: 'the shared cookie went in 3.0, console v2 in 4.0',
    },
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
