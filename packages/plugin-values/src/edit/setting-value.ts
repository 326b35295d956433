import {CloudpremError, readText, registerSecret} from '@cloudprem/core'

/** Where the value of a `PATH=VALUE` comes from. */
export type ValueSource = {kind: 'literal' | 'file' | 'environment'; text: string}

/**
 * `@FILE`, `-` for standard input and `env:NAME` keep a value out of the command line; a backslash before one of them
 * makes it the text that it looks like.
 */
export function sourceOf(value: string): ValueSource {
  if (value === '-') return {kind: 'file', text: '-'}
  if (value.startsWith('@')) return {kind: 'file', text: value.slice(1)}
  if (value.startsWith('env:')) return {kind: 'environment', text: value.slice('env:'.length)}
  return {kind: 'literal', text: value.replace(/^\\(?=@|-$|env:)/, '')}
}

/**
 * What the source holds: always text, one line end at the end dropped, and masked in all output from then on.
 *
 * @throws CloudpremError `FILE_UNREADABLE`, `USAGE` when there is nothing in it (exit 2)
 */
export async function readSource({kind, text}: ValueSource, environment: NodeJS.ProcessEnv): Promise<string> {
  const held = kind === 'environment' ? environment[text] : await readText(text)
  const value = held?.replace(/\r?\n$/, '')
  if (value === undefined || value === '') {
    throw new CloudpremError({
      code: 'USAGE',
      message: kind === 'environment' ? `the variable ${text} is not set` : `${text === '-' ? 'standard input' : text} is empty`,
      hint: 'PATH=@FILE   PATH=- (standard input)   PATH=env:NAME',
    })
  }
  registerSecret(value)
  return value
}
