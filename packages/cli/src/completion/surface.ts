import type {Config} from '@cloudprem/core'

export interface FlagSurface {
  name: string
  char?: string
  takesValue: boolean
  multiple: boolean
  negatable: boolean
  description?: string
  helpValue?: string
  options?: readonly string[]
}

export interface CommandSurface {
  /** The command and its aliases, as words with blanks between. */
  names: readonly string[]
  summary?: string
  flags: readonly FlagSurface[]
  args: readonly {name: string; options?: readonly string[]}[]
  /** The last argument may be given more than once. */
  repeats?: boolean
}

/** What can be typed, as the manifests of the installed plugins say it. */
export interface Surface {
  commands: readonly CommandSurface[]
  /** Topics with their description. */
  topics: Readonly<Record<string, string | undefined>>
}

/** Reads the surface from the manifests that oclif has loaded; hidden commands and flags are left out. */
export function surfaceOf({bin, commands, topics}: Pick<Config, 'bin' | 'commands' | 'topics'>): Surface {
  const words = (id: string) => id.replaceAll(':', ' ')
  return {
    topics: Object.fromEntries(topics.filter(({hidden}) => !hidden).map(({name, description}) => [words(name), description])),
    commands: commands
      .filter(({hidden}) => !hidden)
      .map((command) => ({
        names: [command.id, ...command.aliases].map(words),
        summary: (command.summary ?? command.description)?.replaceAll('<%= config.bin %>', bin),
        repeats: command.strict === false,
        args: Object.values(command.args).map(({name, options}) => ({name, options})),
        flags: Object.values(command.flags)
          .filter(({hidden}) => !hidden)
          .map((flag) => ({
            name: flag.name,
            char: flag.char,
            description: flag.summary ?? flag.description,
            ...(flag.type === 'option'
              ? {
                  takesValue: true,
                  multiple: flag.multiple ?? false,
                  negatable: false,
                  options: flag.options,
                  helpValue: [flag.helpValue].flat()[0],
                }
              : {takesValue: false, multiple: false, negatable: flag.allowNo ?? false}),
          })),
      })),
  }
}
