import {registerSecret} from '@cloudprem/core'
import type {ReleasePlace} from '../release/cluster.js'
import {isInCluster, kubeconfigFiles} from '../release/kubeconfig-files.js'
import {completeParameters} from './parameters.js'
import {parseDsn} from './parse-dsn.js'
import {resolveTarget, type DatabaseTarget} from './target.js'
import {namesDatabase} from './variables.js'

/** What a person has said of the database; every part may be missing. */
export interface DatabaseRequest {
  /** The connection string itself, read from wherever the flag pointed. */
  dsn?: string | undefined
  passwordCommand?: string | undefined
  /** The release of the flags, else of the profile, else the usual one; undefined: none is to be looked for. */
  release?: ReleasePlace | undefined
  /** Whether somebody asked for the release, so that it counts before psql's variables. */
  releaseNamed?: boolean | undefined
}

/** The way to the database that was chosen; nothing has been opened yet. */
export type DatabaseChoice = {passwordCommand: string | undefined} & (
  {kind: 'direct'; target: DatabaseTarget} | {kind: 'release'; place: ReleasePlace}
)

/**
 * Which way to go: the connection string; the release, when it was asked for; psql's variables and services; the release, when
 * there is a kubeconfig. Undefined when nothing says which database is meant.
 *
 * @throws CloudpremError `USAGE`, `FILE_UNREADABLE` (exit 2)
 */
export async function chooseDatabase(request: DatabaseRequest, env: NodeJS.ProcessEnv): Promise<DatabaseChoice | undefined> {
  const {dsn, passwordCommand, release, releaseNamed} = request
  if (dsn !== undefined || (namesDatabase(env) && !releaseNamed)) {
    if (dsn !== undefined) registerSecret(dsn)
    const parameters = await completeParameters(dsn === undefined ? {} : parseDsn(dsn), env)
    return {kind: 'direct', target: resolveTarget(parameters, env), passwordCommand}
  }
  if (release && (releaseNamed || release.kubeconfig !== undefined || kubeconfigFiles(env).length > 0 || isInCluster(env))) {
    return {kind: 'release', place: release, passwordCommand}
  }
  return undefined
}
