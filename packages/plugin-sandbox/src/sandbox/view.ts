import {renderPairs} from '@cloudprem/core'
import {readFaults} from '../faults/fault-source.js'
import type {SandboxFolder} from './folder.js'
import type {RunningSandbox} from './state.js'

/** The facts of a running sandbox: the `--json` document of `up` and `status`. Where secrets are is told, never they. */
export interface SandboxFacts {
  membershipUri: string
  /** Generation of the API: 2 has roles, 3 policies. */
  api: 2 | 3
  port: number
  postgresPort: number
  dsnFile: string
  logFile: string
  /** One fault a line; may be changed while the sandbox runs. */
  faultsFile: string
  faults: string[]
  dataFolder: string
  pid: number
  postgresPid: number
  startedAt: string
}

export async function readFacts(running: RunningSandbox, folder: SandboxFolder): Promise<SandboxFacts> {
  return {
    ...running,
    dsnFile: folder.dsn,
    logFile: folder.log,
    faultsFile: folder.faults,
    faults: await readFaults(folder.faults),
    dataFolder: folder.root,
  }
}

export function renderFacts(facts: SandboxFacts): string[] {
  return renderPairs([
    ['Membership URI', facts.membershipUri],
    ['API', `${facts.api}.x (${facts.api === 2 ? 'roles, as Membership 1.x has them' : 'policies, as Membership 2.x has them'})`],
    ['PostgreSQL', `127.0.0.1:${facts.postgresPort}, database formance`],
    ['DSN file', facts.dsnFile],
    ['Log', facts.logFile],
    ...facts.faults.map((fault): [string, string] => ['Fault', fault]),
  ])
}

/** The guide's next steps, for this profile. */
export function nextCommands(profile: string, facts: SandboxFacts): string[] {
  return [
    `cloudprem login --profile ${profile}`,
    `cloudprem db seed --profile ${profile} --dsn @${quoted(facts.dsnFile)} --base-url https://formance.example`,
  ]
}

/** The same syntax in both generations of fctl; each speaks to its own generation of the API only. */
export function fctlLogin(profile: string, facts: SandboxFacts): string {
  return `fctl --profile ${profile} login --membership-uri ${facts.membershipUri}`
}

function quoted(file: string): string {
  return /^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`
}
