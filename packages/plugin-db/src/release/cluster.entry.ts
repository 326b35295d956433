// A file of its own in the built package: the Kubernetes client weighs a megabyte, and only who has to reach a cluster reads it.
import {CloudpremError, debug} from '@cloudprem/core'
import type {KubeConfig} from '@kubernetes/client-node/dist/config.js'
import {request, type RequestOptions} from 'node:https'
import {request as requestPlain} from 'node:http'
import {text} from 'node:stream/consumers'
import WebSocket from 'ws'
import {ForwardRefused, isForwardRefused, type Cluster, type ReleasePlace} from './cluster.js'
import {ForwardStream} from './forward-stream.js'
import {loadKubeconfig} from './kubeconfig.js'

/** As kubectl's own default is none, a server that never answers would be waited for without an end. */
const TIMEOUT_MS = 15_000

/**
 * The cluster of a release, as kubectl would reach it: certificates, tokens, exec plugins and proxies are the library's.
 *
 * @throws CloudpremError `KUBECONFIG_INVALID` (exit 3)
 */
export function openCluster(
  place: ReleasePlace,
  {env, insecureTls, signal}: {env: NodeJS.ProcessEnv; insecureTls: boolean; signal: AbortSignal},
): Cluster {
  const config = loadKubeconfig(place, env, insecureTls)
  return {
    async read(path, purpose) {
      const {status, body} = await get(config, path, purpose, signal)
      if (status === 200) return JSON.parse(body) as unknown
      if (status === 404) return undefined
      throw refusal(status, body, config, purpose)
    },
    forward(pod, port) {
      const path = `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/portforward?ports=${port}`
      const where = `${pod.name} in ${pod.namespace}`
      debug('kube', `port-forward to ${where}, port ${port}`)
      return openWebSocket(config, path, where)
    },
  }
}

/** The library's own port-forward takes no heed of how fast the other side reads; this is its connection without that. */
async function openWebSocket(config: KubeConfig, path: string, where: string): Promise<ForwardStream> {
  const server = (config.getCurrentCluster()?.server ?? '').replace(/\/$/, '')
  try {
    const options: RequestOptions = {}
    await config.applyToHTTPSOptions(options)
    return await new Promise<ForwardStream>((resolve, reject) => {
      const socket = new WebSocket(server.replace(/^http/, 'ws') + path, ['v4.channel.k8s.io'], {
        ...options,
        handshakeTimeout: TIMEOUT_MS,
      })
      socket.once('open', () => resolve(new ForwardStream(socket, where)))
      socket.once('error', reject)
      socket.once('unexpected-response', (_request, response) => {
        const refuse = (body: string) => reject(new ForwardRefused(response.statusCode, statusMessage(body), undefined))
        text(response).then(refuse, reject)
      })
    })
  } catch (cause) {
    throw isForwardRefused(cause) ? cause : new ForwardRefused(undefined, messageOf(cause), cause)
  }
}

async function get(
  config: KubeConfig,
  path: string,
  purpose: string,
  signal: AbortSignal,
): Promise<{status: number; body: string}> {
  const server = config.getCurrentCluster()?.server ?? ''
  const url = new URL(server.replace(/\/$/, '') + path)
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const options: RequestOptions = {headers: {accept: 'application/json'}, signal: AbortSignal.any([signal, timeout])}
    await config.applyToHTTPSOptions(options)
    const answer = await new Promise<{status: number; body: string}>((resolve, reject) => {
      const sent = (url.protocol === 'http:' ? requestPlain : request)(url, options, (response) => {
        text(response).then((body) => resolve({status: response.statusCode ?? 0, body}), reject)
      })
      sent.on('error', reject)
      sent.end()
    })
    debug('kube', `GET ${url.href} ${answer.status}`)
    return answer
  } catch (cause) {
    debug('kube', `GET ${url.href} failed: ${messageOf(cause)}`)
    if (signal.aborted) throw new CloudpremError({code: 'INTERRUPTED', message: 'Interrupted; nothing was changed', cause})
    throw new CloudpremError({
      code: 'CLUSTER_UNREACHABLE',
      message: `The cluster at ${server} cannot be asked ${purpose}`,
      reason: timeout.aborted ? `There was no answer within ${TIMEOUT_MS / 1000} s.` : messageOf(cause),
      hint: [
        `${kubectl(config)} get namespaces   # can kubectl?`,
        'the same command with --kube-context NAME, or with --dsn @FILE',
      ],
      details: {server, context: config.getCurrentContext()},
      cause,
    })
  }
}

function refusal(status: number, body: string, config: KubeConfig, purpose: string): CloudpremError {
  const said = statusMessage(body)
  const context = config.getCurrentContext()
  if (status === 401 || status === 403) {
    return new CloudpremError({
      code: 'CLUSTER_FORBIDDEN',
      message:
        status === 401
          ? `The cluster of context "${context}" does not accept the login of the kubeconfig`
          : `The user of context "${context}" has no right ${purpose}`,
      reason: said,
      hint: [
        status === 401
          ? `${kubectl(config)} get namespaces   # can kubectl log in?`
          : 'the same command with --kube-context NAME, of a user who has it',
        'or with --dsn @FILE, when the database can be reached from here',
      ],
      details: {status, context},
    })
  }
  return new CloudpremError({
    code: 'CLUSTER_UNREACHABLE',
    message: `The cluster of context "${context}" failed when asked ${purpose}: ${status}`,
    reason: said,
    hint: 'the same command again in a moment',
    details: {status, context},
  })
}

function kubectl(config: KubeConfig): string {
  return `kubectl --context ${config.getCurrentContext()}`
}

/** The sentence in a `Status` object, which is what the API server answers in place of what was asked for. */
function statusMessage(body: string): string {
  try {
    const status: unknown = JSON.parse(body)
    if (typeof status === 'object' && status !== null && 'message' in status && typeof status.message === 'string')
      return status.message
  } catch {
    // A proxy in between answers in HTML.
  }
  return body.slice(0, 200)
}

/** An event of a WebSocket, or an error, or several of them for a name with several addresses. */
function messageOf(cause: unknown): string {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause
  if (typeof first === 'object' && first !== null && 'message' in first && typeof first.message === 'string') return first.message
  return String(first)
}
