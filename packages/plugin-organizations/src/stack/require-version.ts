import {CloudpremError} from '@cloudprem/core'
import type {RegionVersion} from '@cloudprem/membership'

/** A region that names no versions takes any. @throws CloudpremError `USAGE` (exit 2), naming those that there are */
export function requireVersion(offered: RegionVersion[], wanted: string): void {
  if (offered.length === 0 || offered.some(({name}) => name === wanted)) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `The region does not offer version ${wanted}`,
    reason: `It offers: ${offered.map(({name, deprecated}) => (deprecated ? `${name} (deprecated)` : name)).join(', ')}`,
    details: {versions: offered.map(({name}) => name)},
  })
}
