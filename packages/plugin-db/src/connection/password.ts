import {registerSecret} from '@cloudprem/core'
import type {DatabaseTarget} from './target.js'
import {passwordFromCommand} from './password-command.js'
import {findPassword} from './password-file.js'

export interface PasswordOptions {
  /** Program that prints it; counts before every other way. */
  passwordCommand?: string | undefined
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  warn: (text: string) => void
}

/**
 * A way to the password, to be asked for each connection anew: a command is run each time, since what it prints may be good for
 * minutes only. Undefined when there is none.
 */
export function passwordOf(target: DatabaseTarget, options: PasswordOptions): () => Promise<string | undefined> {
  const {passwordCommand, signal, env, warn} = options
  if (passwordCommand !== undefined) return () => passwordFromCommand(passwordCommand, target, signal)
  let found: Promise<string | undefined> | undefined
  return () => {
    found ??= target.password === undefined ? findPassword(target, env, warn) : Promise.resolve(target.password)
    return found.then((password) => {
      registerPassword(password, target)
      return password
    })
  }
}

/** Masks the password in all output, unless it is a word that must stay readable: the chart's own is "formance". */
function registerPassword(password: string | undefined, {user, database, host}: DatabaseTarget): void {
  if (!password || /^[a-z]+$/.test(password)) return
  if (![user, database, host].some((word) => word.includes(password))) registerSecret(password)
}
