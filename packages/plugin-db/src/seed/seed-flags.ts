import {Flags} from '@cloudprem/core'
import {DEFAULT_REGION} from './default-region.js'

/** What flags ask for stands in their place in a file. */
const INSTEAD_OF_FILE = ['base-url', 'region', 'region-id', 'stack-id', 'stack-name', 'client-secret']

/** All flags of `db seed` but those of the connection. */
export const seedFlags = {
  'base-url': Flags.string({
    description: 'address below which the stacks live (default: https://<base domain of the profile>)',
    env: 'CLOUDPREM_BASE_URL',
    helpValue: 'https://BASE_URL',
  }),
  'allow-http': Flags.boolean({
    description: 'accept a base URL with http, for a trial without TLS',
    env: 'CLOUDPREM_ALLOW_HTTP',
  }),
  organization: Flags.string({
    description: 'id of the organization (default: the one of the profile, else the only one there is)',
    env: 'CLOUDPREM_ORGANIZATION',
    helpValue: 'ID',
  }),
  region: Flags.string({
    description: 'name of the region',
    default: DEFAULT_REGION,
    env: 'CLOUDPREM_REGION',
    helpValue: 'NAME',
  }),
  'region-id': Flags.string({
    description: 'UUID of the region (default: a new one)',
    env: 'CLOUDPREM_REGION_ID',
    helpValue: 'UUID',
  }),
  'stack-id': Flags.string({
    description: 'id of the stack: lower-case letters and digits',
    default: 'demo',
    env: 'CLOUDPREM_STACK_ID',
    helpValue: 'ID',
  }),
  'stack-name': Flags.string({
    description: 'name of the stack, as people see it',
    default: 'default',
    env: 'CLOUDPREM_STACK_NAME',
    helpValue: 'NAME',
  }),
  'client-secret': Flags.string({
    description: 'secret with which the stack logs in to Membership: @FILE or - (default: a random one)',
    env: 'CLOUDPREM_CLIENT_SECRET',
    helpValue: '@FILE',
  }),
  'client-secret-file': Flags.string({
    description: 'write the client secret of the stack into this file, for you alone to read',
    env: 'CLOUDPREM_CLIENT_SECRET_FILE',
    helpValue: 'FILE',
  }),
  'client-secret-manifest': Flags.string({
    description: 'write it as the manifest of a Kubernetes Secret',
    env: 'CLOUDPREM_CLIENT_SECRET_MANIFEST',
    helpValue: 'FILE',
  }),
  file: Flags.string({
    description: 'regions and stacks from a YAML file, or - for standard input; docs/seed-file.md has its format',
    env: 'CLOUDPREM_SEED_FILE',
    helpValue: 'seed.yaml',
    exclusive: INSTEAD_OF_FILE,
  }),
  prune: Flags.boolean({
    description: "remove stacks and regions of the file's organizations that the file does not have; shown and asked first",
    env: 'CLOUDPREM_PRUNE',
  }),
  wait: Flags.integer({
    description: 'wait for the first login to make the organization, at most so long (300 without a number)',
    env: 'CLOUDPREM_WAIT',
    helpValue: '[SECONDS]',
    min: 0,
    max: 86_400,
  }),
  'dry-run': Flags.boolean({
    description: 'print the statements and their values, run them, and take all of it back',
    env: 'CLOUDPREM_DRY_RUN',
  }),
}
