import {CloudpremError, isCloudpremError, Plugin, type Command} from '@cloudprem/core'
import type {JudgedPlugin} from './judge.js'

/** A plugin whose commands, when they cannot be loaded, name the plugin and the command that mends it. */
export class HostedPlugin extends Plugin {
  constructor(
    readonly judged: JudgedPlugin,
    more: object,
  ) {
    const {name, folder, pjson} = judged
    // A root plugin lies where it is said to; for others oclif searches upwards.
    super({name, root: folder, type: 'core', pjson: pjson, isRoot: true, ...more})
  }

  override async load(): Promise<void> {
    await super.load()
    this.isRoot = false
  }

  override findCommand(id: string, opts: {must: true}): Promise<Command.Class>
  override findCommand(id: string, opts?: {must: boolean}): Promise<Command.Class | undefined>
  override async findCommand(id: string, opts?: {must: boolean}): Promise<Command.Class | undefined> {
    try {
      return await super.findCommand(id, opts)
    } catch (error) {
      throw brokenPlugin(this.name, `${id.replaceAll(':', ' ')} cannot be loaded: ${firstLine(error)}`, error)
    }
  }
}

/** `PLUGIN_BROKEN` (exit 3), with the command that mends it: it installs anew, into the user's place. */
export function brokenPlugin(name: string, reason: string, cause?: unknown): CloudpremError {
  if (isCloudpremError(cause)) return cause
  return new CloudpremError({
    code: 'PLUGIN_BROKEN',
    message: `${name} cannot be used with this cloudprem`,
    reason,
    hint: mendingCommand(name),
    details: {plugin: name},
    cause,
  })
}

export function mendingCommand(name: string): string {
  return `cloudprem plugins install ${name}`
}

export function firstLine(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return message.split('\n')[0] ?? ''
}
