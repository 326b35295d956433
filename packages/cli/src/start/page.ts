import {describeStream} from './standard-output.js'

/** Environment that decides about colours and widths; its values are no secrets. */
const LOOK =
  /^(?:\w*COLOR\w*|\w*COLUMNS|TERM|TERM_PROGRAM|TERM_PROGRAM_VERSION|CI|CI_NAME|[A-Z_]+_CI|TF_BUILD|AGENT_NAME|GITHUB_ACTIONS|GITEA_ACTIONS|CIRCLECI|TRAVIS|APPVEYOR|DRONE|BUILDKITE|VERCEL|TEAMCITY_VERSION|NODE_ENV|NODE_DISABLE_COLORS)$/

/** Everything besides the installation that a page of help depends on. */
export function describeLook(): string {
  const settings = Object.entries(process.env)
    .filter(([name]) => LOOK.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([settings, describeStream(1), describeStream(2)])
}

/** Runs `make`, which prints the page; `text` is what it printed, unless it said something else too, or failed. */
export async function listenToPage<T>(make: () => Promise<T>): Promise<{result: T; text: string | undefined}> {
  const out = listen(process.stdout)
  const err = listen(process.stderr)
  // Node prints warnings past process.stderr.
  let warned = false
  process.once('warning', () => (warned = true))
  try {
    const result = await make()
    // A warning is announced one turn after it was raised.
    await new Promise((resolve) => setImmediate(resolve))
    const isPage = (process.exitCode ?? 0) === 0 && err.heard() === '' && !warned
    return {result, text: isPage ? out.heard() : undefined}
  } finally {
    out.stop()
    err.stop()
  }
}

/** Notes what is written to a stream while it is still written. */
function listen(stream: NodeJS.WriteStream): {heard: () => string; stop: () => void} {
  const write = stream.write.bind(stream)
  let text = ''
  const noting = (...parameters: Parameters<typeof write>): boolean => {
    const [chunk] = parameters
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    return write(...parameters)
  }
  stream.write = noting as typeof write
  return {heard: () => text, stop: () => (stream.write = write)}
}
