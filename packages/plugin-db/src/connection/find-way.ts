import {CloudpremError} from '@cloudprem/core'
import type {Duplex} from 'node:stream'
import type {DatabaseChoice} from './choose-database.js'
import {describeTarget, type DatabaseTarget} from './target.js'

/** All that a connection is made with; several can be made with one. */
export interface Way {
  target: DatabaseTarget
  passwordCommand: string | undefined
  /** Gives a stream into the cluster, a new one each time; undefined: the net leads there. */
  route?: (() => Promise<Duplex>) | undefined
  /** As `cloudprem-postgresql in formance-system, through a port-forward`, without what became of TLS. */
  description: string
  /** What to do when nobody answers there. */
  hints: string[]
}

export interface FindOptions {
  insecureTls: boolean
  signal: AbortSignal
  env: NodeJS.ProcessEnv
}

/**
 * The way that was chosen, gone as far as the cluster: the release is read, its Secret, and the pod is found. The Kubernetes client
 * is loaded here and only for a release.
 *
 * @throws CloudpremError `RELEASE_UNKNOWN`, `USAGE` (exit 2), `KUBECONFIG_INVALID`, `CLUSTER_FORBIDDEN`, `DATABASE_NOT_FOUND`
 *   (exit 3), `CLUSTER_UNREACHABLE` (exit 5), `INTERRUPTED`
 */
export async function findWay(choice: DatabaseChoice, options: FindOptions): Promise<Way> {
  const {passwordCommand} = choice
  if (choice.kind === 'direct')
    return {target: choice.target, passwordCommand, description: describeTarget(choice.target), hints: []}
  const [{openCluster}, {findDatabase}] = await Promise.all([
    import('../release/cluster.entry.js'),
    import('../release/find-database.js'),
  ])
  const found = await findDatabase(openCluster(choice.place, options), choice.place, options.env)
  if (found.isIam && passwordCommand === undefined) throw tokenMissing(found.target)
  return {...found, passwordCommand}
}

/** global.aws.iam: the pods log in by their service account, and there is no password that could be read. */
function tokenMissing({host, port, user}: DatabaseTarget): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: 'The release logs in to its database by AWS IAM, so there is no password to be found',
    reason: 'A token takes its place, made by a command.',
    hint: `the same command with --password-command 'aws rds generate-db-auth-token --hostname ${host} --port ${port} --username ${user}'`,
  })
}
