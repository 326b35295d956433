import {Flags} from '@cloudprem/core'

/** Of every command that deletes: `--yes` is not enough there. */
export const confirmFlag = {
  confirm: Flags.string({
    description: 'name of what is deleted, in place of typing it when asked',
    env: 'CLOUDPREM_CONFIRM',
    helpValue: 'NAME',
  }),
}
