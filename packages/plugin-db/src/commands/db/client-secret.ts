import {Args, CloudpremError, Flags, refuseExisting, registerSecret, writeFileAtomically} from '@cloudprem/core'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags} from '../../database-flags.js'
import {readSchema} from '../../schema/read-schema.js'
import {requireReadable} from '../../schema/require-readable.js'
import {renderSecretManifest, secretNameOf} from '../../seed/client-secret-files.js'
import {chooseOrganization, findOrganizations} from '../../seed/organization.js'
import {findStack, type StoredStack} from '../../seed/read-stack.js'
import {wantedOrganization} from '../../seed/request.js'

export interface DbClientSecretResult {
  organizationId: string
  stackId: string
  /** What the stack logs in to Membership as: `stack_ORGANIZATION_STACK`. */
  clientId: string
  /** The files that were written. */
  files: string[]
  /** Only with `--show-secret`. */
  clientSecret?: string
}

export default class DbClientSecret extends DatabaseCommand<DbClientSecretResult> {
  static override readonly summary = 'Read the client secret of a stack back from the Membership database.'
  static override readonly description =
    'The Stack in Kubernetes logs in to Membership with the secret that stands in its row. Writes it to a file, or as the ' +
    'manifest of a Kubernetes Secret, for you alone to read; prints it only when asked to.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --manifest client-secret.yaml --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> demo --output client-secret.txt --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> demo --show-secret --dsn @membership.dsn',
  ]
  static override readonly args = {
    stack: Args.string({description: 'id of the stack (default: the one of the profile)'}),
  }
  static override readonly flags = {
    output: Flags.string({
      char: 'o',
      description: 'write the secret and nothing else into this file, mode 0600',
      env: 'CLOUDPREM_OUTPUT',
      helpValue: 'FILE',
    }),
    manifest: Flags.string({
      description: 'write the manifest of a Kubernetes Secret into this file, mode 0600',
      env: 'CLOUDPREM_MANIFEST',
      helpValue: 'FILE',
    }),
    'show-secret': Flags.boolean({description: 'print the secret', env: 'CLOUDPREM_SHOW_SECRET'}),
    force: Flags.boolean({description: 'replace files that exist', env: 'CLOUDPREM_FORCE'}),
    organization: Flags.string({
      description: 'id of the organization (default: the one of the profile, else the only one there is)',
      env: 'CLOUDPREM_ORGANIZATION',
      helpValue: 'ID',
    }),
    ...databaseFlags,
  }

  async run(): Promise<DbClientSecretResult> {
    const {args, flags} = await this.parse(DbClientSecret)
    const {output, manifest, force, 'show-secret': show} = flags
    if (output === undefined && manifest === undefined && !show) throw nowhereToPutIt()
    for (const file of [output, manifest]) if (file !== undefined) await refuseExisting(file, force)

    const profile = await this.profile()
    const stackId = args.stack ?? profile.stackId
    if (stackId === undefined) throw stackMissing()
    const wanted = wantedOrganization(flags.organization, profile.organizationId, await this.profileName())
    const stack = await this.withDatabase(await this.chooseDatabase(flags), async (connection) => {
      const schema = await readSchema(connection)
      requireReadable(schema, connection.target)
      const organizations = await findOrganizations(connection, schema, wanted)
      const {id: organizationId} = chooseOrganization(organizations, wanted, connection.target)
      return requireSecret(await findStack(connection, {organizationId, id: stackId}), organizationId, stackId)
    })

    const files: string[] = []
    const write = async (file: string | undefined, content: string) => {
      if (file === undefined) return
      await writeFileAtomically(file, content, {mode: 0o600, overwrite: force})
      files.push(file)
      this.note(`Wrote ${file}, for you alone to read.`)
    }
    if (show) this.printSecret(stack.clientSecret)
    else registerSecret(stack.clientSecret)
    await write(output, stack.clientSecret)
    await write(manifest, renderSecretManifest(stack, stack.clientSecret))
    if (manifest !== undefined) {
      this.note(`The Stack's Auth names it: clientSecretFromSecret, name ${secretNameOf(stack)}, key clientSecret.`)
      this.next(`kubectl apply --filename ${manifest}`)
    }
    const clientId = `stack_${stack.organizationId}_${stack.id}`
    return {
      organizationId: stack.organizationId,
      stackId: stack.id,
      clientId,
      files,
      ...(show && {clientSecret: stack.clientSecret}),
    }
  }
}

function nowhereToPutIt(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: 'The client secret is not printed unless you say so, and there is no file to write it to',
    hint: [
      'cloudprem db client-secret --manifest client-secret.yaml   # a Kubernetes Secret',
      'cloudprem db client-secret --output client-secret.txt',
      'cloudprem db client-secret --show-secret',
    ],
  })
}

function stackMissing(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: 'No stack was named, and the profile has none',
    reason: 'db seed records the one that it makes.',
    hint: 'cloudprem db client-secret demo --manifest client-secret.yaml',
  })
}

function requireSecret(
  stack: StoredStack | undefined,
  organizationId: string,
  stackId: string,
): StoredStack & {clientSecret: string} {
  if (!stack) {
    throw new CloudpremError({
      code: 'STACK_UNKNOWN',
      message: `Organization ${organizationId} has no stack "${stackId}" in this database`,
      hint: 'cloudprem db status',
    })
  }
  if (stack.clientSecret !== null && stack.clientSecret !== '') return {...stack, clientSecret: stack.clientSecret}
  throw new CloudpremError({
    code: 'DATABASE_CONFLICT',
    message: `Stack ${stackId} of organization ${organizationId} has no client secret`,
    reason: 'It was made by somebody else without one, and cloudprem alters no row.',
  })
}
