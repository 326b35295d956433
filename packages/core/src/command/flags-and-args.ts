import {Args as OclifArgs, Flags as OclifFlags} from '@oclif/core'

/** oclif's flags; a boolean that is not given is `false`, as its type says, where oclif itself leaves it undefined. */
export const Flags = {
  ...OclifFlags,
  boolean: ((options = {}) => OclifFlags.boolean({default: false, ...options})) as typeof OclifFlags.boolean,
}

/** oclif's arguments; what is piped in is never taken for one that was left out, as oclif itself does. */
export const Args = {
  ...OclifArgs,
  string: ((options?: Parameters<typeof OclifArgs.string>[0]) =>
    OclifArgs.string({ignoreStdin: true, ...(options as Record<string, unknown>)})) as typeof OclifArgs.string,
}
