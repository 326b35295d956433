import {renderPairs, visible, type Column} from '@cloudprem/core'
import type {Region} from '@cloudprem/membership'

export const regionColumns: Column<Region>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'name', value: ({name}) => name},
  {name: 'base-url', value: ({baseUrl}) => baseUrl},
  {name: 'public', value: (region) => region.public},
  {name: 'active', value: ({active}) => active},
  {name: 'last-ping', value: ({lastPing}) => lastPing, extra: true},
  {name: 'owner', value: ({creatorEmail}) => creatorEmail, extra: true},
  {name: 'version', value: ({version}) => version, extra: true},
  {name: 'created-at', value: ({createdAt}) => createdAt, extra: true},
]

/** Everything that is known of one region but its secret. */
export function renderRegion(region: Region): string[] {
  const modules = region.capabilities?.['MODULE_LIST']
  return [
    `Region ${region.id} (${visible(region.name)})`,
    ...renderPairs([
      ['base URL', visible(region.baseUrl) || '(not known until its agent connects)'],
      ['public', region.public ? 'yes: for every organization' : 'no'],
      ['active', region.active ? 'yes' : 'no'],
      ['last ping', region.lastPing?.toISOString() ?? 'never: no agent has connected'],
      ['version', region.version],
      ['owner', region.creatorEmail],
      ['modules', modules?.join(', ')],
      ['created', region.createdAt?.toISOString()],
    ]),
  ]
}
