import {commands} from '@oclif/plugin-help'

/** oclif's own help command, as one of the host's: no plugin has to be searched for it. */
export default commands.help
