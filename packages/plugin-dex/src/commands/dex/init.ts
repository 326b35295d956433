import {randomUUID} from 'node:crypto'
import {realpath, stat} from 'node:fs/promises'
import {askMissing, CloudpremCommand, CloudpremError, Flags, renderPairs, writeFileAtomically} from '@cloudprem/core'
import {dexRestartCommand, relyingPartyIssuer, valueAt, type DexDeployment, type Values} from '@cloudprem/chart'
import {deploymentFlags, requireDeployment} from '../../deployment-flags.js'
import {LOGIN_COSTS} from '../../go/bcrypt.js'
import {emailProblem, notAFile, refuseLockout, requireDeployable} from '../../init/preconditions.js'
import {existingUsers, planInit, type InitPlan} from '../../init/plan-init.js'
import {textAt} from '../../judge/fields.js'
import {readValuesFile, valuesFileName} from '../../read-values.js'

export interface DexInitResult {
  file: string
  changed: boolean
  /** What changed (or would, with `--dry-run`), by path in the values file. */
  changes: {path: string; summary: string}[]
  issuer: string | null
  /** The user who got a password. It stands nowhere else: keep it. */
  user?: {email: string; userID: string; password?: string}
  /** The change as lines; with `--dry-run` only. */
  diff?: string[]
}

export default class DexInit extends CloudpremCommand<DexInitResult> {
  static override readonly summary = 'Make the Dex configuration in values.yaml valid, with a first user of your own.'
  static override readonly description =
    "Removes the user that everybody knows, adds one with a generated password (shown once, kept as bcrypt only), keeps issuer and Membership's client as the chart generates them, and writes out how Dex connects to its database. Comments and order of the file stay. Safe to run twice."
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --admin-email ops@acme.example',
    '<%= config.bin %> <%= command.id %> --admin-email ops@acme.example --dry-run',
    '<%= config.bin %> <%= command.id %> --admin-email ops@acme.example --force',
    '<%= config.bin %> <%= command.id %> --values prod.yaml --no-static-users',
  ]

  static override readonly flags = {
    'admin-email': Flags.string({description: 'address of the first user, to log in with', env: 'CLOUDPREM_ADMIN_EMAIL'}),
    values: Flags.string({
      char: 'f',
      description: "values file to edit (default: the profile's, else values.yaml)",
      helpValue: 'FILE',
      env: 'CLOUDPREM_VALUES',
    }),
    'static-users': Flags.boolean({
      description: 'users with passwords in the configuration; without them a connector is needed',
      default: true,
      allowNo: true,
      env: 'CLOUDPREM_STATIC_USERS',
    }),
    force: Flags.boolean({
      description: 'give a user who is there a new password; with --no-static-users remove them',
      env: 'CLOUDPREM_FORCE',
    }),
    'dry-run': Flags.boolean({description: 'show what would change, and change nothing', env: 'CLOUDPREM_DRY_RUN'}),
    ...deploymentFlags,
  }

  async run(): Promise<DexInitResult> {
    const {flags} = await this.parse(DexInit)
    const profile = await this.profile()
    const deployment = requireDeployment(flags, profile)
    const name = valuesFileName(flags.values, profile)
    if (name === '-') throw notAFile()
    const {text, file} = await readValuesFile(name)
    requireDeployable(file.values, name)
    const staticUsers = flags['static-users']
    const force = flags.force
    if (!staticUsers) refuseLockout(file.values, deployment, name, force)

    const adminEmail = staticUsers ? await this.adminEmail(flags['admin-email'], file.values, deployment, force) : undefined
    const plan = planInit(file.values, deployment, {adminEmail, staticUsers, force, newUserId: randomUUID()})
    const base = {
      file: name,
      changes: plan.changes.map(({path, summary}) => ({path: `membership.dex.configOverrides.${path}`, summary})),
      issuer: relyingPartyIssuer(file.values, deployment) ?? null,
    }
    if (plan.changes.length === 0) {
      this.printResult(`Nothing to do: the Dex configuration of ${name} is as it should be.`)
      return {...base, changed: false}
    }

    const {applyChanges, withHash} = await import('../../init/apply-init.js')
    if (flags['dry-run']) {
      const {renderLineDiff} = await import('@cloudprem/chart/edit')
      const diff = renderLineDiff(text, applyChanges(text, plan.changes, name))
      this.printResult([`Would change ${name}:`, ...diff])
      return {...base, changed: false, diff}
    }
    const secret = plan.newUser ? await newSecret() : undefined
    await replaceFile(name, applyChanges(text, withHash(plan.changes, secret?.hash ?? ''), name))
    this.report(name, plan, secret?.password, base.issuer, deployment)
    const {newUser} = plan
    return {
      ...base,
      changed: true,
      ...(newUser && {user: {email: newUser.email, userID: newUser.userID, password: secret?.password}}),
    }
  }

  /** The address to make a user for; undefined when a user who is there will do. */
  private async adminEmail(
    given: string | undefined,
    values: Values,
    deployment: DexDeployment,
    force: boolean,
  ): Promise<string | undefined> {
    const {kept} = existingUsers(values, deployment)
    if (given === undefined && kept.length === 1) return textAt(kept[0], 'email')
    if (given === undefined && kept.length > 1 && !force) return undefined
    const domain = valueAt(values, 'global.serviceHost')
    const answers = await askMissing(
      await this.prompter(),
      {email: given},
      {
        email: {
          flag: 'admin-email',
          message: 'E-mail address of the first user',
          ...(typeof domain === 'string' && {initial: `admin@${domain}`}),
          validate: emailProblem,
        },
      },
      'cloudprem dex init --admin-email ops@acme.example',
    )
    const problem = emailProblem(answers.email)
    if (problem === undefined) return answers.email
    throw new CloudpremError({
      code: 'USAGE',
      message: `--admin-email ${answers.email} ${problem}`,
      hint: 'cloudprem dex init --admin-email ops@acme.example',
    })
  }

  private report(
    name: string,
    plan: InitPlan,
    password: string | undefined,
    issuer: string | null,
    deployment: DexDeployment,
  ): void {
    this.printResult([
      `Changed the Dex configuration in ${name}`,
      '',
      ...renderPairs([
        ['issuer', issuer ?? undefined],
        ...plan.changes.map(({path, summary}): [string, string] => [path, summary]),
      ]),
    ])
    if (plan.newUser && password !== undefined) {
      this.printSecret(`\n  Log in as  ${plan.newUser.email}\n  Password   ${password}\n`)
      this.note('The password is shown this once and kept nowhere: the file holds its bcrypt hash.')
    }
    this.note('A Dex that runs already goes on with its old configuration until the release is upgraded and Dex restarted.')
    this.next('cloudprem dex validate', 'cloudprem helm install', dexRestartCommand(deployment.release, deployment.namespace))
  }
}

async function newSecret(): Promise<{password: string; hash: string}> {
  const {generatePassword} = await import('../../init/generate-password.js')
  const {hashPassword} = await import('../../password-hash.js')
  const password = generatePassword()
  // It is random: a slower hash protects it no better, and makes every login slower.
  return {password, hash: await hashPassword(password, LOGIN_COSTS.lowest)}
}

/** Writes through a symbolic link, and keeps the permissions of the file. */
async function replaceFile(name: string, content: string): Promise<void> {
  const file = await realpath(name)
  const {mode} = await stat(file)
  await writeFileAtomically(file, content, {mode: mode & 0o777, overwrite: true})
}
