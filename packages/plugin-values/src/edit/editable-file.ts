import {CloudpremError, type Profile} from '@cloudprem/core'

/**
 * The file to edit: the named one, the profile's, or values.yaml.
 *
 * @throws CloudpremError `USAGE` (exit 2) for standard input, which cannot be edited in place
 */
export function editableFile(named: string | undefined, profile: Profile): string {
  const file = named ?? profile.valuesFile ?? 'values.yaml'
  if (file !== '-') return file
  throw new CloudpremError({
    code: 'USAGE',
    message: 'Standard input cannot be edited in place',
    hint: '-f values.yaml',
  })
}
