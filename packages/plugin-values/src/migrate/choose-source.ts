import {majorOf, type Values} from '@cloudprem/chart'
import {CloudpremError, type Profile} from '@cloudprem/core'
import {guessVersion, requireVersion, type ChosenVersion} from './versions.js'

/**
 * The version that a file was written for: the flag, else what the file's own keys tell, else the profile's.
 *
 * @throws CloudpremError `USAGE` (exit 2) when nothing tells
 */
export function chooseSource(flag: string | undefined, values: Values, profile: Profile): ChosenVersion {
  if (flag !== undefined) return {version: requireVersion('from', flag), because: '--from'}
  const guessed = guessVersion(values)
  // The file tells the major alone.
  const isSameMajor = guessed && profile.chartVersion !== undefined && majorOf(profile.chartVersion) === majorOf(guessed.version)
  if (guessed && !isSameMajor) return guessed
  if (profile.chartVersion !== undefined) {
    return {version: requireVersion('from', profile.chartVersion), because: 'the profile says so'}
  }
  throw new CloudpremError({
    code: 'USAGE',
    message: 'Neither the file nor the profile tells for which chart version it was written',
    hint: 'cloudprem values migrate --from 3 --to 4',
  })
}
