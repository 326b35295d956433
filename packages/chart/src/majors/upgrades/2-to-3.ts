// Source, where none is named: formancehq/helm, charts/cloudprem/README.md, "Migration", and values.yaml and templates at
// the tags cloudprem-2.2.1 and cloudprem-3.20.1; both sides rendered.
import {CONSOLE_V3_CERTIFICATE, DELETE_JOBS, DEX_SSL_MODE, LICENCE, MONITORING_BATCH, PROFILE_MISTAKES} from './shared.js'
import type {ChartUpgrade, KeyChange} from './upgrade.js'

const README = 'formancehq/helm charts/cloudprem/README.md, Migration from v2 to v3'
const TEMPLATES = 'formancehq/helm at cloudprem-2.2.1 and cloudprem-3.20.1, rendered'
const OLD_COOKIE = 'global.platform.portal.cookie'
const OLD_CLIENT = 'global.platform.membership.oauthClient'
const consoleV3On = {path: 'global.platform.consoleV3.enabled', equals: true} as const

const switches: KeyChange[] = ['membership', 'portal', 'console'].map((part) => ({
  kind: 'moved',
  from: `${part}.enabled`,
  to: `global.platform.${part}.enabled`,
  why: 'the switch lies below global.platform since 3.0; at its old place it is ignored',
  source: README,
}))

const platformSwitch: KeyChange[] = [
  {
    kind: 'decide',
    path: 'global.platform.enabled',
    when: [{path: 'global.platform.enabled', equals: false}],
    why: "false removed the consoles' OAuth client only, and the programs ran on; 3.0 has no such switch",
    fix: 'to run without the consoles set global.platform.{portal,console,consoleV3}.enabled to false',
    source: TEMPLATES,
  },
  {
    kind: 'removed',
    path: 'global.platform.enabled',
    why: 'everything below global.platform is a map since 3.0, and helm refuses the chart while it stands there',
    source: TEMPLATES,
  },
]

/** The portal's own secret won over the global one, whose key console v3 shared. */
const portalCookie: KeyChange[] = [
  ...(['encryptionKey', 'existingSecret', 'secretKeys.encryptionKey'] as const).map((key): KeyChange => ({
    kind: 'moved',
    copy: true,
    from: `${OLD_COOKIE}.${key}`,
    to: `console-v3.config.cookie.${key}`,
    overBlank: true,
    when: [consoleV3On],
    why: "console v3 has its own session cookie since 3.0; it used the portal's",
    source: TEMPLATES,
  })),
  ...(
    [
      ['encryptionKey', 'secret'],
      ['existingSecret', 'existingSecret'],
      ['secretKeys.encryptionKey', 'secretKeys.secret'],
    ] as const
  ).map(([from, to]): KeyChange => ({
    kind: 'moved',
    from: `${OLD_COOKIE}.${from}`,
    to: `portal.config.cookie.${to}`,
    overBlank: true,
    why: 'the portal reads its session cookie from its own chart only since 3.0',
    source: TEMPLATES,
  })),
  {kind: 'removed', path: OLD_COOKIE, why: 'each console has its own cookie since 3.0', source: TEMPLATES},
]

export const upgrade2To3: ChartUpgrade = {
  from: 2,
  to: 3,
  changes: [
    ...switches,
    ...platformSwitch,
    {
      kind: 'moved',
      from: 'global.platform.cookie',
      to: 'global.platform.console.cookie',
      why: "it is console v2's alone since 3.0",
      source: README,
    },
    ...portalCookie,
    {
      kind: 'moved',
      from: OLD_CLIENT,
      to: 'global.platform.portal.oauth.client',
      why: 'each console has its own OAuth client since 3.0; console v2 logs in as the portal',
      source: README,
    },
    {...MONITORING_BATCH, since: '3.19.1'},
    ...DEX_SSL_MODE.map((change) => ({...change, since: '3.20.3'})),
    LICENCE,
    CONSOLE_V3_CERTIFICATE,
    ...PROFILE_MISTAKES,
  ],
  stops: [
    DELETE_JOBS,
    {
      id: 'client-side-apply',
      always: true,
      title: 'Helm 4 needs --server-side=false for 3.1.2 to 3.20.3',
      what: "The portal's Deployment has the variable DEBUG twice there, which server-side apply refuses. Helm 3 needs nothing.",
      commands: [],
      source: 'formancehq/helm at cloudprem-3.20.1, installed with Helm 4',
    },
    {
      id: 'sessions-3',
      title: 'Everybody logs in to the portal again',
      what: "The session cookie's name and domain change, so that no session of the portal or of console v3 outlives the upgrade.",
      commands: [],
      source: TEMPLATES,
    },
    {
      id: 'default-roles-3',
      title: "An organization's default roles count for new users only",
      what: 'Since 3.0 they are no fallback any more but given when a user joins: look through the roles of those who are there.',
      commands: [],
      source: README,
    },
  ],
}
