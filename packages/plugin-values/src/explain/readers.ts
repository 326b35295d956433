import {atLeast, type ValuesPath} from '@cloudprem/chart'

/**
 * Which parts of a deployment read a value; the longest path counts. Source: formancehq/helm, templates of
 * charts/{membership,portal,console,console-v3} and of charts/core at the tags cloudprem-2.2.1, 3.20.1 and 4.10.2.
 */
const READERS: readonly {below: string; readers: readonly string[]; since?: string; before?: string}[] = [
  {below: 'membership', readers: ['Membership']},
  {below: 'membership.dex', readers: ["Dex's chart"]},
  {below: 'membership.dex.configOverrides', readers: ["Membership's chart, which writes Dex's configuration"]},
  {below: 'membership.postgresql', readers: ['the bundled PostgreSQL']},
  {below: 'membership.config.oidc', readers: ['Membership', "Dex's configuration"]},
  {below: 'portal', readers: ['the portal']},
  {below: 'console', readers: ['console v2']},
  {below: 'console-v3', readers: ['console v3']},
  {below: 'global', readers: ['every part']},
  {below: 'global.serviceHost', readers: ['every host, by its default']},
  {below: 'global.platform.membership', readers: ['Membership', "Dex's configuration", 'the consoles']},
  {below: 'global.platform.membership.relyingParty', readers: ['Membership', 'Dex, for its issuer and Ingress']},
  {below: 'global.platform.membership.oauthClient', readers: ['Membership', 'the consoles']},
  {below: 'global.platform.portal', readers: ['the portal', 'Membership']},
  {below: 'global.platform.console', readers: ['console v2', 'Membership']},
  {below: 'global.platform.console.cookie', readers: ['console v2', 'the portal']},
  {below: 'global.platform.cookie', readers: ['console v2', 'the portal']},
  {below: 'global.platform.portal.cookie', readers: ['console v3', 'the portal, where it has no key of its own']},
  {below: 'global.platform.consoleV3', readers: ['console v3', 'Membership']},
  {below: 'global.postgresql', readers: ['Membership', "Dex's storage"], before: '4.0.0-0'},
  {below: 'global.postgresql', readers: ['Membership', "Dex's storage", 'the portal', 'console v3'], since: '4.0.0-0'},
  {below: 'global.postgresql.auth.postgresPassword', readers: ['the bundled PostgreSQL, at its first start']},
  {below: 'global.licence', readers: ['Membership']},
  {below: 'global.nats', readers: ['Membership, when membership.feature.managedStacks is false'], before: '4.1.0'},
  {
    below: 'global.nats',
    readers: ['the portal', 'console v3', 'Membership, when membership.feature.managedStacks is false'],
    since: '4.1.0',
  },
  {below: 'global.aws.iam', readers: ['Membership'], before: '4.0.0-0'},
  {below: 'global.aws.iam', readers: ['Membership', 'the portal', 'console v3'], since: '4.0.0-0'},
]

/** What the sections of values.yaml are for. */
export const TOP_KEYS: Readonly<Record<string, {meaning: string}>> = {
  global: {meaning: 'what several parts read; counts only here, at the top'},
  membership: {meaning: 'Membership; Dex and the bundled PostgreSQL lie below it'},
  portal: {meaning: 'the portal'},
  console: {meaning: 'console v2'},
  'console-v3': {meaning: 'console v3'},
}

/** Who reads the value at `path`; none where nothing is known. */
export function readersOf(path: ValuesPath, version: string): readonly string[] {
  const text = path.filter((step) => typeof step === 'string').join('.')
  const fitting = READERS.filter(
    ({below, since, before}) =>
      (text === below || text.startsWith(`${below}.`)) &&
      (since === undefined || atLeast(version, since)) &&
      (before === undefined || !atLeast(version, before)),
  )
  return fitting.sort((one, other) => other.below.length - one.below.length)[0]?.readers ?? []
}
