import {Flags as OclifFlags} from '@oclif/core'

/** oclif's flags; a boolean that is not given is `false`, as its type says, where oclif itself leaves it undefined. */
export const Flags = {
  ...OclifFlags,
  boolean: ((options = {}) => OclifFlags.boolean({default: false, ...options})) as typeof OclifFlags.boolean,
}
