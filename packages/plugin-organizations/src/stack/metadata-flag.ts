import {Flags} from '@cloudprem/core'
import {keyAndValue} from '../key-and-value.js'

/** `--metadata KEY=VALUE`, as often as wanted. */
export const metadataFlag = {
  metadata: Flags.string({
    description: 'KEY=VALUE, kept with the stack',
    env: 'CLOUDPREM_METADATA',
    helpValue: 'KEY=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function metadataFrom(given: string[] | undefined): Record<string, string> | undefined {
  return given && Object.fromEntries(given.map((text) => keyAndValue('metadata', text)))
}
