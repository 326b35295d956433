import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {CloudpremCommand, CloudpremError, findExecutable, Flags, ProfileStore, standardError} from '@cloudprem/core'
import {approveLogin} from '../../tour/approve.js'
import {runCommand} from '../../tour/run-command.js'
import {tourSteps} from '../../tour/steps.js'
import {runTour, type StepResult} from '../../tour/tour.js'
import {renderTourEvent, renderTourSummary} from '../../views/tour.js'

const PROFILE = 'sandbox'

export interface SandboxTourResult {
  steps: StepResult[]
  /** The ids to keep, as the last steps found them. */
  organizationId?: string
  stackId?: string
  seconds: number
}

export default class SandboxTour extends CloudpremCommand<SandboxTourResult> {
  static override readonly summary = 'Walk the whole deployment guide on this machine, command by command.'
  static override readonly description =
    'Starts a sandbox of its own, runs the commands of the guide against it as a user would type them, shows each and what it ' +
    'answered, and leaves nothing behind: own profiles, own data, everything on loopback.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --api 2']
  static override readonly flags = {
    api: Flags.option({options: ['2', '3'] as const})({
      description: "generation of Membership's API: 2 has the guide's roles, 3 (chart 4.x) policies",
      default: '3',
      env: 'CLOUDPREM_SANDBOX_API',
    }),
    email: Flags.string({description: 'who logs in', default: 'admin@acme.example', env: 'CLOUDPREM_SANDBOX_EMAIL'}),
  }

  async run(): Promise<SandboxTourResult> {
    const {flags} = await this.parse(SandboxTour)
    const started = performance.now()
    const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-tour-'))
    const place = new TourFolder(folder, [process.execPath, path.join(this.config.root, 'bin', 'cloudprem.cjs')])
    const {columns} = standardError
    const show = (lines: string[]) => standardError.write(lines.map((line) => `${line}\n`).join(''))
    try {
      show([`Starting a sandbox (Membership API ${flags.api}.x) in ${folder} …`])
      await place.start(flags.api, this.signal)
      const licenceFile = await place.write('licence.txt', 'a-licence-token-for-the-rehearsal\n')
      const {membershipUri, dsnFile} = await place.facts(this.signal)
      const steps = tourSteps({api: flags.api === '2' ? 2 : 3, membershipUri, dsnFile, licenceFile, profile: PROFILE})

      const results = await runTour(steps, {
        cloudprem: place.cloudprem,
        cwd: folder,
        env: place.env,
        signal: this.signal,
        report: (event) => show(renderTourEvent(event, columns)),
        has: async (program) => (await findExecutable(program)) !== undefined,
        approve: async (page) => {
          const status = await approveLogin(page, flags.email)
          if (status !== 200)
            throw new CloudpremError({code: 'TOUR_FAILED', message: `The approval page answered HTTP ${status}`})
          return flags.email
        },
      })
      this.signal.throwIfAborted()

      const profile = await new ProfileStore(place.configDir).find(PROFILE)
      const seconds = (performance.now() - started) / 1000
      this.printResult(renderTourSummary(results, seconds))
      const failed = results.filter(({outcome}) => outcome === 'failed')
      if (failed.length > 0) {
        throw new CloudpremError({
          code: 'TOUR_FAILED',
          message: `The tour failed at: ${failed.map(({title}) => title).join(', ')}`,
          details: {steps: results},
        })
      }
      this.printResult([`OrganizationID  ${profile?.organizationId ?? '-'}`, `StackID         ${profile?.stackId ?? '-'}`])
      return {
        steps: results,
        ...(profile?.organizationId && {organizationId: profile.organizationId}),
        ...(profile?.stackId && {stackId: profile.stackId}),
        seconds,
      }
    } finally {
      await place.stop()
      await rm(folder, {recursive: true, force: true})
    }
  }
}

/** A user's home of its own, in which the tour's commands run. */
class TourFolder {
  readonly env: NodeJS.ProcessEnv
  readonly configDir: string

  constructor(
    private readonly folder: string,
    readonly cloudprem: [string, ...string[]],
  ) {
    this.configDir = path.join(folder, 'config')
    this.env = {
      ...withoutCloudprem(process.env),
      CLOUDPREM_CONFIG_DIR: this.configDir,
      CLOUDPREM_DATA_DIR: path.join(folder, 'data'),
      CLOUDPREM_CACHE_DIR: path.join(folder, 'cache'),
      // Approval is immediate here: poll for it every second.
      CLOUDPREM_SANDBOX_INTERVAL: '1',
    }
  }

  async write(name: string, content: string): Promise<string> {
    await writeFile(path.join(this.folder, name), content, {mode: 0o600})
    return name
  }

  async start(api: string, signal: AbortSignal): Promise<void> {
    await this.run(['sandbox', 'up', '--api', api, '--port', '0'], signal)
  }

  /** Where the sandbox is, as `sandbox status` tells it. */
  async facts(signal: AbortSignal): Promise<{membershipUri: string; dsnFile: string}> {
    return JSON.parse(await this.run(['sandbox', 'status', '--json'], signal)) as {membershipUri: string; dsnFile: string}
  }

  async stop(): Promise<void> {
    // Also after Ctrl-C: the interrupted signal must not stop the stopping.
    await runCommand(this.cloudprem[0], [...this.cloudprem.slice(1), 'sandbox', 'down', '--purge', '--yes'], {
      cwd: this.folder,
      env: this.env,
      signal: AbortSignal.timeout(15_000),
      onLine: () => undefined,
    })
  }

  private async run(argv: string[], signal: AbortSignal): Promise<string> {
    const said: string[] = []
    const [executable, ...before] = this.cloudprem
    const {exitCode, stdout} = await runCommand(executable, [...before, ...argv], {
      cwd: this.folder,
      env: this.env,
      signal,
      onLine: (line) => said.push(line),
    })
    if (exitCode === 0) return stdout
    throw new CloudpremError({code: 'TOUR_FAILED', message: `cloudprem ${argv.join(' ')} failed`, reason: said.join('\n')})
  }
}

/** The tour's commands take nothing from the user's own settings of cloudprem. */
function withoutCloudprem(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CLOUDPREM_')))
}
