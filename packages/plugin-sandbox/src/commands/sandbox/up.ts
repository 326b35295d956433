import {fileURLToPath} from 'node:url'
import {CloudpremCommand, CloudpremError, Flags, withLock} from '@cloudprem/core'
import {FAULT_EFFECTS} from '../../faults/fault.js'
import {writeFaults} from '../../faults/fault-source.js'
import {parseFault} from '../../faults/parse-fault.js'
import {parseEmail} from '../../membership/accounts.js'
import {sandboxFolder} from '../../sandbox/folder.js'
import {startSandbox} from '../../sandbox/start.js'
import {findRunning, stateStore} from '../../sandbox/state.js'
import {cleanUp, purgeSandbox, stopSandbox} from '../../sandbox/stop.js'
import {fctlLogin, nextCommands, readFacts, renderFacts, type SandboxFacts} from '../../sandbox/view.js'

export interface SandboxUpResult extends SandboxFacts {
  profile: string
  /** False when it ran already. */
  started: boolean
}

const DEFAULT_PROFILE = 'sandbox'
const DEFAULT_API = 3

export default class SandboxUp extends CloudpremCommand<SandboxUpResult> {
  static override readonly summary = 'Start a PostgreSQL and a Membership to rehearse on, on this machine only.'
  static override readonly description =
    'A real PostgreSQL with the tables of Membership, and a stand-in for Membership: logins with an approval page, and the REST ' +
    'API of either generation. Both listen on 127.0.0.1 only and go on in the background. Data is kept until `sandbox down ' +
    '--purge`; what it is called by goes into the profile "sandbox", or the one named with --profile.\n\n' +
    'With --fault it fails on purpose, to see how a program takes it: `EFFECT [@METHOD] [/PATH] [xTIMES]`, the path below the ' +
    'Membership URI and with * for anything. A sandbox that runs already takes other faults from the next request on; ' +
    `\`--fault none\` ends them. Effects: ${FAULT_EFFECTS.map(([effect, does]) => `\`${effect}\` ${does}`).join('; ')}.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --api 2 --port 8180',
    '<%= config.bin %> <%= command.id %> --reset --yes',
    '<%= config.bin %> <%= command.id %> --fault "status=429 @POST /oauth/token x1"',
    '<%= config.bin %> <%= command.id %> --fault none',
  ]
  static override readonly flags = {
    api: Flags.option({options: ['2', '3'] as const})({
      description: 'generation of the API: 2 has roles, 3 policies (default: that of the last start, else 3)',
      env: 'CLOUDPREM_SANDBOX_API',
    }),
    port: Flags.integer({
      description: "Membership's port; 0 takes any free one (default: that of the last start, else 8180 if it is free)",
      min: 0,
      max: 65_535,
      env: 'CLOUDPREM_SANDBOX_PORT',
    }),
    reset: Flags.boolean({
      description: 'forget all data first: users, organizations, logins',
      env: 'CLOUDPREM_SANDBOX_RESET',
    }),
    'auto-approve': Flags.string({
      description: 'approve every login as this person, without the page',
      helpValue: 'EMAIL',
      env: 'CLOUDPREM_SANDBOX_AUTO_APPROVE',
    }),
    fault: Flags.string({
      description: 'fail on purpose; repeatable, in the variable separated by ";" (see the description)',
      helpValue: 'FAULT',
      multiple: true,
      env: 'CLOUDPREM_SANDBOX_FAULT',
    }),
    interval: Flags.integer({
      description: 'seconds between two questions of a waiting client whether the login is approved',
      default: 5,
      min: 1,
      hidden: true,
      env: 'CLOUDPREM_SANDBOX_INTERVAL',
    }),
    'device-code-seconds': Flags.integer({
      description: 'life of the code of a login',
      default: 600,
      min: 1,
      hidden: true,
      env: 'CLOUDPREM_SANDBOX_DEVICE_CODE_SECONDS',
    }),
    'token-seconds': Flags.integer({
      description: 'life of an access token',
      default: 300,
      min: 1,
      hidden: true,
      env: 'CLOUDPREM_SANDBOX_TOKEN_SECONDS',
    }),
  }

  async run(): Promise<SandboxUpResult> {
    const {flags} = await this.parse(SandboxUp)
    const folder = sandboxFolder(this.config.dataDir)
    const profile = flags.profile ?? DEFAULT_PROFILE
    const autoApprove = checkEmail(flags['auto-approve'])
    const faults = readFaultFlags(flags.fault)
    const askedApi = flags.api && (flags.api === '2' ? 2 : 3)

    const {running, started} = await withLock(folder.root, async () => {
      if (flags.reset) await this.reset()
      const present = await findRunning(folder)
      if (present) {
        const otherPort = flags.port !== undefined && flags.port !== 0 && flags.port !== present.port
        if (otherPort || (askedApi && askedApi !== present.api)) throw runsDifferently(present.membershipUri, present.api)
        if (faults) await writeFaults(folder.faults, faults)
        return {running: present, started: false}
      }
      await cleanUp(folder)
      await writeFaults(folder.faults, faults ?? [])
      const state = await stateStore(folder).read()
      this.note('Starting PostgreSQL and Membership …')
      // All of the plugin is built into one file, which lies beside it.
      const entry = fileURLToPath(new URL('server.entry.cjs', import.meta.url))
      const order = {
        dataDir: this.config.dataDir,
        api: askedApi ?? state.api ?? DEFAULT_API,
        port: flags.port,
        intervalSeconds: flags.interval,
        codeSeconds: flags['device-code-seconds'],
        tokenSeconds: flags['token-seconds'],
        autoApprove,
      } as const
      return {running: await startSandbox(entry, order, this.signal), started: true}
    })

    await this.rememberIn(profile, running.membershipUri, flags.reset)
    const facts = await readFacts(running, folder)
    this.printResult([
      started ? 'The sandbox runs.' : 'The sandbox runs already.',
      ...renderFacts(facts),
      ...(autoApprove && started ? [`  Every login is approved as ${autoApprove}.`] : []),
      '',
      `To log in with fctl ${facts.api}.x:`,
      `  ${fctlLogin(profile, facts)}`,
    ])
    this.next(...nextCommands(profile, facts), 'cloudprem sandbox down')
    return {profile, started, ...facts}
  }

  private async reset(): Promise<void> {
    const folder = sandboxFolder(this.config.dataDir)
    await this.confirm(`Forget all data of the sandbox in ${folder.root}?`)
    await stopSandbox(folder)
    await purgeSandbox(folder)
  }

  /** Ids and logins of another sandbox, or of this one before a reset, are worth nothing here. */
  private async rememberIn(profile: string, membershipUri: string, reset: boolean): Promise<void> {
    const before = await this.profiles.find(profile)
    const isNew = reset || before?.membershipUri !== membershipUri
    const forgotten = isNew ? {organizationId: undefined, stackId: undefined, regionId: undefined} : {}
    await this.profiles.set(profile, {membershipUri, ...forgotten})
    if (isNew && (await this.credentials.find(profile))) await this.credentials.update(profile, () => Promise.resolve(undefined))
  }
}

/** Undefined leaves the faults of a running sandbox as they are. @throws CloudpremError `USAGE` */
function readFaultFlags(given: string[] | string | undefined): string[] | undefined {
  if (given === undefined) return undefined
  // oclif gives the variable of a repeatable flag as one string.
  const specs = [given].flat().flatMap((each) => each.split(';').map((spec) => spec.trim()))
  const wanted = specs.filter((each) => each !== '' && each !== 'none')
  for (const each of wanted) parseFault(each)
  return wanted
}

function checkEmail(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const email = parseEmail(given)
  if (email !== undefined) return email
  throw new CloudpremError({
    code: 'USAGE',
    message: `--auto-approve "${given}" is not an e-mail address`,
    hint: 'cloudprem sandbox up --auto-approve admin@acme.example',
  })
}

function runsDifferently(membershipUri: string, api: 2 | 3): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `The sandbox runs already, at ${membershipUri} with API ${api}.x`,
    reason: 'Its port and its API are chosen when it starts.',
    hint: ['cloudprem sandbox down', 'cloudprem sandbox up'],
    details: {membershipUri, api},
  })
}
