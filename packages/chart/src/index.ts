// The public face of chart: data and pure functions, no I/O.
export {
  DATABASE_SECRET_KEYS,
  databaseHost,
  databaseName,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEASE,
  DEX_CONFIG_SECRET,
  fullnameOf,
  membershipUri,
  releaseNameProblem,
  releaseNames,
  type ChildChart,
  type ReleaseNames,
} from './names.js'
export {
  clusterService,
  membershipDatabase,
  type DatabasePassword,
  type DatabaseRelease,
  type MembershipDatabase,
} from './membership-database.js'
export {
  atLeast,
  CHART_REFERENCE,
  DEFAULT_CHART_VERSION,
  KNOWN_MAJORS,
  KNOWN_VERSIONS,
  knownMajorOf,
  majorOf,
  needsClientSideApply,
  normalizeVersion,
  type ChartMajor,
  type KnownMajor,
} from './versions.js'
export {chartFacts, type ChartFacts, type Component, type DeadKey, type SecretSetting, type Setting} from './majors/index.js'
export {unchangeableChanges, type Unchangeable} from './majors/unchangeable.js'
export {deployedHosts, exposedHosts, hostOf, isDeployed, type DeployedHost, type ExposedHost} from './hosts.js'
export {
  GUIDE_EXAMPLE_SECRETS,
  INSECURE_DATABASE_PASSWORD,
  INSECURE_DEX_EMAIL,
  INSECURE_PASSWORD_HASH,
  INSECURE_SECRETS,
  isInsecureSecret,
} from './insecure-defaults.js'
export {PLACEHOLDER_PATTERN, PLACEHOLDERS, type Placeholder} from './placeholders.js'
export {resolveTemplate} from './templates.js'
export {formatPath, isMap, parsePath, setAt, valueAt, walk, type Values, type ValuesPath} from './values.js'
export {applyEdits} from './values-file/apply-edits.js'
export {checkValues, checkValuesFiles, type CheckContext, type ValuesReport, type ValuesText} from './values-file/check-values.js'
export type {Edit, Finding, Severity} from './values-file/finding.js'
export {ruleTexts, rules as valuesRules} from './values-file/rules/index.js'
export {parseValues, type ValuesFile} from './values-file/parse-values.js'
export {publishedSchemaVersion, schemaOf, type ValuesSchema} from './values-file/schema/published.js'
export type {ValuesJudge} from './values-file/schema/refusal.js'
export type {ChartFiles, JsonSchema, NestedChart} from './values-file/schema/chart-files.js'
export {hostNameProblem} from './values-file/rules/hosts.js'
export {
  DEX_CLIENT_SECRET_VARIABLE,
  DEX_DATABASE_PASSWORD_VARIABLE,
  DEX_PATHS,
  dexChartDefaults,
  dexRestartCommand,
  dexServeFlags,
  effectiveDexValues,
  generatedDexConfiguration,
  INSECURE_DEX_USER_ID,
  membershipRedirectUri,
  relyingPartyIssuer,
  resolveDexTemplate,
  type DexDeployment,
  type GeneratedDexConfiguration,
} from './dex.js'
export {secretProblem} from './values-file/rules/secrets.js'
export {chartUpgrades, type ChartUpgrade, type KeyChange} from './majors/upgrades/index.js'
export {migrateValues, UnreadableValues, type MigrationRequest} from './migrate/migrate-values.js'
export type {Migration, MigrationChange, MigrationDecision, MigrationReport, MigrationStop} from './migrate/migration.js'
export {isSame} from './migrate/same.js'
export {isSecretPath} from './secret-paths.js'
export {
  adminHashPlace,
  externalSecretManifests,
  licencePlace,
  providerPlace,
  secretManifests,
  secretPlace,
  storeContent,
  type SecretPlace,
  type SecretStore,
  type StoredSecret,
} from './secrets/index.js'
export {editorSchema, type EditorSchema} from './editor-schema.js'
