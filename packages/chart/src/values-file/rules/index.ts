import type {Rule, RuleText} from '../rule.js'
import * as addresses from './addresses.js'
import * as broker from './broker.js'
import * as componentDatabase from './component-database.js'
import * as components from './components.js'
import * as database from './database.js'
import * as databaseHost from './database-host.js'
import * as deadKeys from './dead-keys.js'
import {connectorTemplate} from './connectors.js'
import * as dex from './dex.js'
import {dexClientPair} from './dex-client.js'
import {dexEnvironment, dexSslMode} from './dex-storage.js'
import * as dexUsers from './dex-users.js'
import * as environment from './environment.js'
import {exampleDomain} from './example-domain.js'
import * as hosts from './hosts.js'
import * as identity from './identity.js'
import * as ingress from './ingress.js'
import * as kubernetes from './kubernetes.js'
import {knownSecret} from './known-secrets.js'
import {licence} from './licence.js'
import {placeholderLeft} from './placeholders.js'
import * as pods from './pods.js'
import {readingRules} from './reading.js'
import {releaseName} from './release.js'
import * as schema from './schema.js'
import * as secrets from './secrets.js'
import {templateUnclosed} from './templates.js'
import * as text from './text.js'
import * as tls from './tls.js'
import {wizardSetup} from './wizard.js'

/** Every rule, in no particular order: findings are sorted by their place in the file. */
export const rules: readonly Rule[] = [
  text.bareBoolean,
  text.octalNumber,
  text.numberForm,
  text.notFinite,
  text.lostDigits,
  text.emptySection,
  placeholderLeft,
  templateUnclosed,
  schema.wrongType,
  schema.schemaRefused,
  schema.unknownKey,
  deadKeys.deadKey,
  deadKeys.childGlobal,
  deadKeys.platformNotMap,
  releaseName,
  hosts.serviceHost,
  hosts.hostForm,
  hosts.hostsEqual,
  addresses.scheme,
  addresses.issuerPath,
  addresses.ingressHostDiffers,
  hosts.hostOutsideWildcard,
  tls.tlsMissing,
  tls.tlsIncomplete,
  tls.tlsHostMissing,
  exampleDomain,
  ingress.ingressOff,
  ingress.ingressHosts,
  ingress.annotationNotText,
  knownSecret,
  secrets.defaultSecret,
  secrets.secretCharacters,
  secrets.secretShort,
  secrets.secretShared,
  secrets.secretKeyMissing,
  licence,
  databaseHost.databaseHostMissing,
  databaseHost.databaseHostElsewhere,
  databaseHost.databaseHostForm,
  database.databaseArguments,
  database.databaseKeys,
  database.databaseNotPersistent,
  database.databaseIam,
  database.databaseUrl,
  database.databaseImage,
  database.secondDatabase,
  database.migrationUser,
  database.migrationHooks,
  componentDatabase.componentDatabase,
  componentDatabase.migrationUserBundled,
  componentDatabase.databaseIamDex,
  dexSslMode,
  dexEnvironment,
  dex.dexDefaultUser,
  dex.dexPasswordDatabase,
  dex.dexIssuer,
  dex.dexStaticClient,
  dex.dexConfigSecret,
  dexClientPair,
  dexUsers.dexUserHash,
  dexUsers.dexUsersEqual,
  connectorTemplate,
  identity.identityProvider,
  identity.dexScope,
  identity.secretInConfigMap,
  components.consoleWithoutPortal,
  components.membershipVolumes,
  wizardSetup,
  components.oldScopes,
  components.sharedCookie,
  components.natsBelowMembership,
  components.agentsHalf,
  broker.eventsNowhere,
  broker.stackJobNeedsBroker,
  broker.natsAddress,
  components.trustsEveryone,
  components.budgets,
  pods.volumeMissing,
  pods.autoscalingBounds,
  pods.targetGroups,
  environment.environmentNotText,
  environment.environmentRepeated,
  environment.environmentSource,
  kubernetes.pullSecrets,
  kubernetes.quantities,
]

/** Those that need no knowledge of the chart: all that can be said of a file for 1.0.x. */
export const rulesOfAnyChart: readonly Rule[] = [
  text.bareBoolean,
  text.octalNumber,
  text.numberForm,
  text.notFinite,
  text.lostDigits,
  placeholderLeft,
  knownSecret,
  ingress.annotationNotText,
  kubernetes.quantities,
]

/** Every rule that a finding can name, those of reading the text first. */
export const ruleTexts: readonly RuleText[] = [...readingRules, ...rules]

const ids = new Set(ruleTexts.map(({id}) => id))

export function isRuleId(id: string): boolean {
  return ids.has(id)
}
