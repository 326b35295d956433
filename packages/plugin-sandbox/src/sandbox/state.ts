import {VersionedStore} from '@cloudprem/core'
import * as v from 'valibot'
import {commandLineOf, isAlive} from '../processes.js'
import type {SandboxFolder} from './folder.js'

const runningSchema = v.object({
  /** Of the server, which holds PostgreSQL as its child. */
  pid: v.number(),
  api: v.picklist([2, 3]),
  port: v.number(),
  membershipUri: v.string(),
  postgresPort: v.number(),
  postgresPid: v.number(),
  /** ISO 8601. */
  startedAt: v.string(),
})

const schema = v.object({
  version: v.literal(1),
  /** Of the last start; taken again, since the issuer of every token has the port in it. */
  port: v.optional(v.number()),
  api: v.optional(v.picklist([2, 3])),
  running: v.optional(runningSchema),
})

export type RunningSandbox = v.InferOutput<typeof runningSchema>
export type SandboxState = v.InferOutput<typeof schema>

export function stateStore(folder: SandboxFolder): VersionedStore<SandboxState> {
  return new VersionedStore<SandboxState>({file: folder.state, version: 1, schema, empty: () => ({version: 1})})
}

/** The sandbox that runs, or undefined; one whose process is gone does not count. */
export async function findRunning(folder: SandboxFolder): Promise<RunningSandbox | undefined> {
  const {running} = await stateStore(folder).read()
  return running && (await isServer(running.pid)) ? running : undefined
}

/** Whether this process is a sandbox's server: the number may have gone to another program since. */
export async function isServer(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  const commandLine = await commandLineOf(pid)
  return commandLine === undefined || commandLine.includes('server.entry')
}
