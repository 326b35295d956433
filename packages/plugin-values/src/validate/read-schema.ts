import {readdir, stat} from 'node:fs/promises'
import path from 'node:path'
import {schemaOfChart, type ValuesSchema} from '@cloudprem/chart'
import {CloudpremError, readText} from '@cloudprem/core'

const SCHEMA = 'values.schema.json'

/**
 * The schema of a whole values file: of a JSON file, or of an unpacked chart with those of its children, as
 * `helm pull --untar` leaves it.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2); `USAGE` (exit 2) when it is no schema
 */
export async function readSchema(file: string): Promise<ValuesSchema> {
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return schemaOfChart(await readJson(file), {})
  const charts = path.join(file, 'charts')
  const names = await readdir(charts).catch(() => []) // a chart without children
  const children: Record<string, ValuesSchema> = {}
  for (const name of names) {
    const child = path.join(charts, name, SCHEMA)
    // A child without a schema takes everything.
    if (await isFile(child)) children[name] = await readJson(child)
  }
  return schemaOfChart(await readJson(path.join(file, SCHEMA)), children)
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}

async function readJson(file: string): Promise<ValuesSchema> {
  const text = await readText(file)
  try {
    const schema: unknown = JSON.parse(text)
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return schema
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CloudpremError({
    code: 'USAGE',
    message: `${file} is no JSON schema`,
    hint: 'give values.schema.json, or the folder that helm pull --untar makes',
  })
}
