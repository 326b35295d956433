// The committed files that are made from others, each as a function that gives its whole content.
import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {commandReference} from './command-reference.mjs'
import {EXIT_CODES} from './exit-codes.mjs'
import {manPage} from './man-page.mjs'
import {rulePages} from './rule-pages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @returns {Promise<{file: string, content: string}[]>} */
export async function generatedFiles() {
  return [
    ...['2', '3'].map((generation) => ({
      file: `packages/membership/src/openapi/v${generation}.ts`,
      content: openApiTypes(`packages/membership/openapi/membership-v${generation}.yaml`),
    })),
    {file: 'docs/errors.md', content: await errorTable()},
    ...(await commandReference(root)),
    ...(await rulePages(importSource)),
    {file: 'packages/cli/man/cloudprem.1', content: manPage(root)},
    {file: 'packages/cli/src/completion/values-paths.ts', content: await valuesPaths()},
    ...(await editorSchemas()),
    {file: 'packages/plugin-db/seed.schema.json', content: await seedFileSchema()},
    {file: 'packages/cli/src/completion/connector-types.ts', content: await connectorTypes()},
  ]
}

function openApiTypes(document) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-generate-'))
  try {
    const output = path.join(folder, 'types.ts')
    execFileSync(process.execPath, [path.join(root, 'node_modules/openapi-typescript/bin/cli.js'), document, '-o', output], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return readFileSync(output, 'utf8')
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/** Imports a source of ours. */
async function importSource(file) {
  const {register} = await import('tsx/esm/api')
  const unregister = register()
  try {
    return await import(`../packages/${file}`)
  } finally {
    await unregister()
  }
}

/** Schemas of whole values files, for editors. */
async function editorSchemas() {
  const {editorSchema} = await importSource('chart/src/editor-schema.ts')
  const {KNOWN_MAJORS} = await importSource('chart/src/versions.ts')
  return KNOWN_MAJORS.map((major) => ({
    file: `docs/schemas/cloudprem-values-${major}.schema.json`,
    content: `${JSON.stringify(editorSchema(major), null, 1)}\n`,
  }))
}

/** Schema of the file of `db seed`, for editors. */
async function seedFileSchema() {
  const {seedSchema} = await importSource('plugin-db/src/seed/file/seed-schema.ts')
  return `${JSON.stringify(seedSchema(), null, 1)}\n`
}

/** The host may not import chart; its completion has the paths as a table. */
async function valuesPaths() {
  const {schemaOf} = await importSource('chart/src/values-file/schema/published.ts')
  const {DEFAULT_CHART_VERSION} = await importSource('chart/src/versions.ts')
  const leaves = (schema, path) => {
    const properties = Object.entries(schema.properties ?? {})
    return properties.length === 0 ? [path] : properties.flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key))
  }
  // A key with a dot in it would need Helm's escape; nobody types those.
  const paths = leaves(schemaOf(Number.parseInt(DEFAULT_CHART_VERSION, 10)), '').filter((each) => /^[\w.-]+$/.test(each))
  // The chart hands Dex's configuration on without a schema of it; of its connectors these have every type.
  paths.push(...['id', 'name', 'type'].map((field) => `membership.dex.configOverrides.connectors[0].${field}`))
  return [
    '// Generated from the schemas of packages/chart by `npm run generate`.',
    '',
    `/** Paths of the leaves in the values of chart ${DEFAULT_CHART_VERSION}. */`,
    'export const VALUES_PATHS: readonly string[] = [',
    ...paths.toSorted().map((each) => `  '${each}',`),
    ']',
    '',
  ].join('\n')
}

/** The host may not import a plugin; its completion has Dex's connector types as a table. */
async function connectorTypes() {
  const {CONNECTOR_TYPES} = await importSource('plugin-dex/src/connectors/index.ts')
  return [
    '// Generated from the connectors of packages/plugin-dex by `npm run generate`.',
    '',
    '/** The connector types of Dex, as its configuration names them. */',
    'export const CONNECTOR_TYPES: readonly string[] = [',
    ...CONNECTOR_TYPES.map(({type}) => `  '${type}',`),
    ']',
    '',
  ].join('\n')
}

async function errorTable() {
  const {errorCatalogue} = await importSource('core/src/errors/catalogue.ts')
  const rows = Object.entries(errorCatalogue)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([code, {exitCode, meaning}]) => `| \`${code}\` | ${exitCode} | ${meaning} |`)
  return [
    '<!-- Generated from packages/core/src/errors/catalogue.ts by `npm run generate`. -->',
    '',
    '# Errors',
    '',
    'Codes and exit codes are a stable interface; wording is not. With `--json` an error is the document',
    '`{"error": {"code", "message", "reason", "hint", "exitCode", "details"}}`.',
    '',
    `Exit codes: ${EXIT_CODES.map(([code, meaning]) => `${code} ${meaning}`).join('; ')}.`,
    '',
    '| code | exit | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
