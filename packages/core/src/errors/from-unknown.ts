import {CloudpremError, isCloudpremError} from './cloudprem-error.js'

/**
 * Makes a CloudpremError of whatever was thrown: ours as it is, oclif's usage errors as `USAGE`, an aborted wait as
 * `INTERRUPTED`, anything else as `DEFECT` with the original as cause.
 */
export function fromUnknown(thrown: unknown): CloudpremError {
  if (isCloudpremError(thrown)) return thrown
  if (isAbort(thrown)) return new CloudpremError({code: 'INTERRUPTED', message: 'Interrupted', cause: thrown})
  if (isOclifUsageError(thrown)) {
    const [message = '', ...rest] = thrown.message.replace(/\n?See more help with --help$/, '').split('\n')
    const reason = rest.map((line) => line.trim()).filter(Boolean)
    return new CloudpremError({
      code: 'USAGE',
      message: message.trim(),
      ...(reason.length > 0 && {reason: reason.join('\n')}),
      hint: 'the same command with --help',
      cause: thrown,
    })
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new CloudpremError({
    code: 'DEFECT',
    message: `Unexpected: ${message}`,
    reason: 'This is a defect of cloudprem.',
    hint: 'the same command with --debug, and report what it prints (secrets are masked)',
    cause: thrown,
  })
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError'
}

/** oclif's parser errors carry `oclif.exit === 2`; a plain `this.error(…)` of a third-party command does too. */
function isOclifUsageError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error &&
    'oclif' in thrown &&
    typeof thrown.oclif === 'object' &&
    thrown.oclif !== null &&
    'exit' in thrown.oclif &&
    thrown.oclif.exit === 2
  )
}
