import {chmod, mkdir, rm} from 'node:fs/promises'
import {randomBytes} from 'node:crypto'
import path from 'node:path'
import {chooseAccount, type Account} from './account.js'
import {clusterFolders, makeClusterRoot, type ClusterFolders} from './cluster-folder.js'
import {readClusterRecord, writeClusterRecord, type ClusterRecord} from './cluster-record.js'
import {canConnect, createDatabase} from './database.js'
import {localDsn} from './dsn.js'
import {freePort} from './free-port.js'
import {initialiseCluster} from './initialise.js'
import {findPostgresPackage, preparePrograms, type PostgresPrograms} from './programs.js'
import {startServer} from './server-process.js'

export interface PostgresOptions {
  /** Where the cluster lies, or is to be made. */
  folder: string
  /** Port of 127.0.0.1; default: the one of the last start, else any free one. */
  port?: number
  /** Survives a power cut; default true. */
  durable?: boolean
  /** How to avoid running as root; default: the best way of this machine. */
  account?: Account
  /** The platform package to run, for tests on another version; default: the one that is installed with this plugin. */
  installed?: {folder: string; version: string}
}

export interface RunningPostgres {
  port: number
  pid: number
  /** As `formance`, owner of the database `formance`: what Membership gets from the chart. */
  dsn: string
  /** As the superuser `postgres`, on the same database. */
  superuserDsn: string
  logFile: string
  /** Settles when PostgreSQL has ended, whoever ended it. */
  ended: Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts the real PostgreSQL of the installed platform package on 127.0.0.1, with a random password; makes the cluster
 * and the database on the first start. Also as root.
 *
 * @throws CloudpremError `SANDBOX_UNSUPPORTED` (exit 3), `SANDBOX_FAILED` (exit 5)
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const {folder, durable = true} = options
  const account = options.account ?? (await chooseAccount())
  const folders = clusterFolders(folder, account)
  await mkdir(folder, {recursive: true, mode: 0o700})
  await makeClusterRoot(folders, account)

  const installed = options.installed ?? (await findPostgresPackage())
  const copyTo = path.join(folders.root, `programs-${installed.version}`)
  const programs = await preparePrograms(installed.folder, copyTo, account === 'nobody')

  const record = await readClusterRecord(folder)
  const port = options.port ?? (await freePort(record?.port))
  const start = (password: string) =>
    startServer({
      programs,
      folders,
      account,
      port,
      durable,
      logFile: path.join(folder, 'postgres.log'),
      isReady: () => canConnect(localDsn('postgres', password, port, 'postgres')),
    })

  const passwords = record?.passwords ?? {postgres: randomPassword(), formance: randomPassword()}
  if (!record) await makeCluster(programs, folders, account, passwords.postgres, durable)
  const server = await start(passwords.postgres)
  try {
    if (!record) await createDatabase(localDsn('postgres', passwords.postgres, port, 'postgres'), 'formance', passwords.formance)
    if (record?.port !== port) await writeClusterRecord(folder, {version: 1, port, passwords})
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    port,
    pid: server.pid,
    dsn: localDsn('formance', passwords.formance, port, 'formance'),
    superuserDsn: localDsn('postgres', passwords.postgres, port, 'formance'),
    logFile: path.join(folder, 'postgres.log'),
    ended: server.ended,
    stop: server.stop,
  }
}

async function makeCluster(
  programs: PostgresPrograms,
  folders: ClusterFolders,
  account: Account,
  password: string,
  durable: boolean,
): Promise<void> {
  // Without a record nothing in it was ever used: a making that was interrupted.
  await rm(folders.data, {recursive: true, force: true})
  await makeClusterRoot(folders, account)
  await initialiseCluster(programs.initdb, folders, account, password, durable)
  if (process.platform !== 'win32' && account !== 'nobody') await chmod(folders.data, 0o700)
}

function randomPassword(): ClusterRecord['passwords']['postgres'] {
  return randomBytes(18).toString('hex')
}
