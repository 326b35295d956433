import {editorSchema, type KnownMajor} from '@cloudprem/chart'
import {writeFileAtomically} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import {isAddress} from './schema-line.js'

/** A schema that is there stays: it may be of another version, and is somebody's choice. */
export async function writeMissingSchema(schema: string, major: KnownMajor): Promise<void> {
  if (isAddress(schema) || existsSync(schema)) return
  await writeFileAtomically(schema, `${JSON.stringify(editorSchema(major), null, 1)}\n`, {overwrite: false, mode: 0o644})
}
