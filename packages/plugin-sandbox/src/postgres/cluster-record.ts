import {writeFileAtomically} from '@cloudprem/core'
import {readFile} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'

const schema = v.object({
  version: v.literal(1),
  /** Port of the last start; taken again when it is free, so that the DSN stays. */
  port: v.number(),
  /** Passwords by role: the superuser `postgres`, and `formance`, the owner of the database. */
  passwords: v.object({postgres: v.string(), formance: v.string()}),
})

/** What is known of a cluster that was made completely. Mode 0600. */
export type ClusterRecord = v.InferOutput<typeof schema>

/** Undefined when there is no cluster, or one whose making was interrupted. */
export async function readClusterRecord(folder: string): Promise<ClusterRecord | undefined> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  return v.parse(schema, JSON.parse(text))
}

export async function writeClusterRecord(folder: string, record: ClusterRecord): Promise<void> {
  await writeFileAtomically(fileIn(folder), `${JSON.stringify(record, null, 2)}\n`, {mode: 0o600, overwrite: true})
}

function fileIn(folder: string): string {
  return path.join(folder, 'cluster.json')
}
