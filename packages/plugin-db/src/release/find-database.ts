import {clusterService, membershipDatabase, type MembershipDatabase} from '@cloudprem/chart'
import {CloudpremError, registerSecret} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import type {Duplex} from 'node:stream'
import {onlyKnown, parseDsn, type DsnParameters} from '../connection/parse-dsn.js'
import {resolveTarget, type DatabaseTarget} from '../connection/target.js'
import {parametersOf} from '../connection/variables.js'
import type {Cluster, ReleasePlace} from './cluster.js'
import {findPod, type ServicePort} from './find-pod.js'
import {openForward} from './open-forward.js'
import {readPassword} from './read-password.js'
import {readRelease} from './read-release.js'

/** The database of a release, and how it is reached. */
export interface ReleaseDatabase {
  target: DatabaseTarget
  /** Opens a stream into the cluster; absent when the host can be reached by the net, or is hoped to be. */
  route?: (() => Promise<Duplex>) | undefined
  /** As `cloudprem-postgresql in formance-system, through a port-forward`. */
  description: string
  isIam: boolean
  /** What to do when the host cannot be reached from here; nothing for a port-forward. */
  hints: string[]
}

/**
 * Goes from the release to its database: values as Helm has kept them, what is known of that chart version, the password from
 * where they say, and a Service of the cluster or a host outside of it.
 *
 * @throws CloudpremError `RELEASE_UNKNOWN` (exit 2), `DATABASE_NOT_FOUND`, `CLUSTER_FORBIDDEN` (exit 3), `CLUSTER_UNREACHABLE`
 *   (exit 5)
 */
export async function findDatabase(cluster: Cluster, place: ReleasePlace, env: NodeJS.ProcessEnv): Promise<ReleaseDatabase> {
  const {release, namespace} = place
  const {chartName, chartVersion, values} = await readRelease(cluster, place, env)
  const database = chartName === 'cloudprem' ? membershipDatabase({chartVersion, release, namespace, values}) : undefined
  if (!database) throw noDatabase(place, `${chartName} ${chartVersion}`)
  const given = await parametersFor(cluster, place, database)
  const target = resolveTarget({...given, ...fromHere(given, env)}, env)
  const isIam = database.kind === 'parts' && database.password.kind === 'iam'
  const service = clusterService(target.host, namespace)
  if (service) return {...(await throughCluster(cluster, place, target, {...service, port: target.port})), isIam}
  return {target, description: describeDirect(target, place), isIam, hints: hintsFor(target)}
}

/** The values as parameters of a connection. */
async function parametersFor(cluster: Cluster, place: ReleasePlace, database: MembershipDatabase): Promise<DsnParameters> {
  if (database.kind === 'url') {
    registerSecret(database.url)
    return parseDsn(database.url)
  }
  const password = await readPassword(cluster, database.password, place)
  return {
    ...onlyKnown(Object.fromEntries(new URLSearchParams(database.arguments))),
    host: database.host,
    port: String(database.port),
    user: database.user,
    dbname: database.database,
    ...(password !== undefined && {password}),
  }
}

/** Certificates that the values name lie in the pods; here psql's variables say where they are. */
function fromHere(given: DsnParameters, env: NodeJS.ProcessEnv): DsnParameters {
  const variables = parametersOf(env)
  const here = (keyword: 'sslrootcert' | 'sslcert' | 'sslkey' | 'sslcrl') => {
    const named = given[keyword]
    return variables[keyword] ?? (named === 'system' || (named !== undefined && existsSync(named)) ? named : undefined)
  }
  return {sslrootcert: here('sslrootcert'), sslcert: here('sslcert'), sslkey: here('sslkey'), sslcrl: here('sslcrl')}
}

async function throughCluster(
  cluster: Cluster,
  place: ReleasePlace,
  target: DatabaseTarget,
  service: ServicePort,
): Promise<Omit<ReleaseDatabase, 'isIam'>> {
  const end = await findPod(cluster, service)
  if (end.kind === 'external')
    return {target: {...target, address: end.host}, description: describeDirect(target, place), hints: hintsFor(target)}
  return {
    target,
    route: openForward({cluster, place, target, service, end}),
    description: `${service.service} in ${service.namespace}, through a port-forward`,
    hints: [],
  }
}

/** The pods reach it; who runs this may not. */
function hintsFor({host, port, user, database, sslMode}: DatabaseTarget): string[] {
  return [
    `ssh -N -L 15432:${host}:${port} BASTION   # a machine that the database lets in, as it does the cluster`,
    `--dsn "host=${host} hostaddr=127.0.0.1 port=15432 user=${user} dbname=${database} sslmode=${sslMode}" and PGPASSWORD`,
  ]
}

function describeDirect({host, port, database}: DatabaseTarget, {release, namespace}: ReleasePlace): string {
  return `${database} on ${host}:${port}, of the release ${release} in ${namespace}`
}

function noDatabase({release, namespace}: ReleasePlace, chart: string): CloudpremError {
  const known = /^cloudprem [1-4]\./.test(chart)
  return new CloudpremError({
    code: 'DATABASE_NOT_FOUND',
    message: `The values of release ${release} in ${namespace} do not tell which database Membership has`,
    reason: known
      ? 'The bundled database is off and global.postgresql.host is empty.'
      : `It is of the chart ${chart.replace(/ /, ', version ')}; known are the versions 1 to 4 of cloudprem.`,
    hint: 'the same command with --dsn @FILE',
    details: {release, namespace, chart},
  })
}
