import {Flags} from './flags-and-args.js'

/** Flags that every command has. */
export const globalFlags = {
  profile: Flags.string({
    char: 'p',
    description: 'the deployment to work on (default: the current profile)',
    env: 'CLOUDPREM_PROFILE',
    helpGroup: 'GLOBAL',
  }),
  debug: Flags.boolean({
    description: 'tell on stderr what is done; secrets are masked',
    env: 'CLOUDPREM_DEBUG',
    helpGroup: 'GLOBAL',
  }),
  yes: Flags.boolean({
    char: 'y',
    description: 'ask nothing: answer every confirmation with yes',
    env: 'CLOUDPREM_YES',
    helpGroup: 'GLOBAL',
  }),
  'ca-file': Flags.string({
    description: 'trust the authorities in this PEM file as well',
    env: 'CLOUDPREM_CA_FILE',
    helpValue: 'PEM',
    helpGroup: 'GLOBAL',
  }),
  'insecure-tls': Flags.boolean({
    description: 'do not verify TLS certificates',
    env: 'CLOUDPREM_INSECURE_TLS',
    helpGroup: 'GLOBAL',
  }),
}
