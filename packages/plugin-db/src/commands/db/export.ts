import {CloudpremError, Flags, refuseExisting, standardOutput, writeFileAtomically} from '@cloudprem/core'
import type {DatabaseConnection} from '../../connection/connect.js'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags} from '../../database-flags.js'
import {inSnapshot, readAllRegions, readAllStacks} from '../../export/read-rows.js'
import {renderSeedFile, type ExportCounts} from '../../export/seed-file.js'
import {readSchema} from '../../schema/read-schema.js'
import {requireReadable} from '../../schema/require-readable.js'

export interface DbExportResult extends ExportCounts {
  /** Null when the file was written to standard output. */
  file: string | null
  withClientSecrets: boolean
}

export default class DbExport extends DatabaseCommand<DbExportResult> {
  static override readonly summary = 'Write the seed file of what is in the Membership database.'
  static override readonly description =
    'The file brings the same regions and stacks into a Membership that has the same organizations, with db seed --file. ' +
    'Rows that no seed makes (a deleted stack, a second region of a name) stand in it as comments. Client secrets are left ' +
    'out unless asked for. All is read at one moment; nothing is changed.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> --dsn @membership.dsn -o seed.yaml',
    '<%= config.bin %> <%= command.id %> --dsn @membership.dsn -o seed.yaml --with-client-secrets',
  ]
  static override readonly flags = {
    output: Flags.string({
      char: 'o',
      description: 'file to write, mode 0600 (default: standard output)',
      env: 'CLOUDPREM_OUTPUT',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({description: 'replace the file when it exists', env: 'CLOUDPREM_FORCE'}),
    organization: Flags.string({
      description: 'only stacks of this organization (default: all)',
      env: 'CLOUDPREM_EXPORT_ORGANIZATION',
      helpValue: 'ID',
    }),
    'with-client-secrets': Flags.boolean({
      description: 'put the client secrets into the file; wants --output',
      env: 'CLOUDPREM_WITH_CLIENT_SECRETS',
    }),
    ...databaseFlags,
  }

  async run(): Promise<DbExportResult> {
    const {flags} = await this.parse(DbExport)
    const file = flags.output
    const withClientSecrets = flags['with-client-secrets']
    this.requireFile(file, withClientSecrets)
    if (file !== undefined) await refuseExisting(file, flags.force)

    const counts: ExportCounts = {regions: 0, stacks: 0, leftOut: 0}
    const write = async (connection: DatabaseConnection) => {
      const schema = await readSchema(connection)
      requireReadable(schema, connection.target)
      await inSnapshot(connection, async () => {
        const stacks = readAllStacks(connection, {organization: flags.organization, withSecrets: withClientSecrets})
        const pieces = renderSeedFile(await readAllRegions(connection, schema), stacks, counts)
        if (file === undefined) for await (const piece of pieces) standardOutput.write(piece)
        else await writeFileAtomically(file, pieces, {mode: 0o600, overwrite: flags.force})
      })
    }
    await this.withDatabase(await this.chooseDatabase(flags), write)

    if (file !== undefined) this.printResult(`${file}: ${counts.regions} regions, ${counts.stacks} stacks`)
    if (counts.leftOut > 0) {
      this.note(`Warning: ${counts.leftOut} rows are left out, since no seed makes them; comments in the file say why.`)
    }
    if (file !== undefined) this.next(`cloudprem db seed --file ${file}`)
    return {file: file ?? null, withClientSecrets, ...counts}
  }

  /** Secrets are for a file, and under `--json` standard output is for the document. */
  private requireFile(file: string | undefined, withClientSecrets: boolean): void {
    if (file !== undefined || !(withClientSecrets || this.jsonEnabled())) return
    throw new CloudpremError({
      code: 'USAGE',
      message: `${withClientSecrets ? '--with-client-secrets' : '--json'} wants a file to write to`,
      hint: 'cloudprem db export -o seed.yaml',
    })
  }
}
