import {renderPairs, visible, type Column} from '@cloudprem/core'
import type {Stack} from '@cloudprem/membership'

export const stackColumns: Column<Stack>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'name', value: ({name}) => name},
  {name: 'state', value: ({state}) => state},
  {name: 'status', value: ({status}) => status},
  {name: 'region', value: ({regionId}) => regionId},
  {name: 'uri', value: ({uri}) => uri, extra: true},
  {name: 'version', value: ({version}) => version, extra: true},
  {name: 'created-at', value: ({createdAt}) => createdAt, extra: true},
  {name: 'disabled-at', value: ({disabledAt}) => disabledAt, extra: true},
  {name: 'deleted-at', value: ({deletedAt}) => deletedAt, extra: true},
]

/** Everything that is known of one stack. */
export function renderStack(stack: Stack): string[] {
  return [
    `Stack ${stack.id} (${visible(stack.name)})`,
    ...renderPairs([
      ['organization', stack.organizationId],
      ['region', stack.regionId],
      ['URI', visible(stack.uri) || undefined],
      ['state', `${stack.state}, as wanted`],
      ['status', `${stack.status}, in the cluster${stack.synchronised === false ? ' (not there yet)' : ''}`],
      ['version', stack.version],
      ['reachable', stack.reachable === undefined ? undefined : stack.reachable ? 'yes' : 'no: no agent tells'],
      ['modules', stack.modules?.map(({name, state}) => `${name} (${state.toLowerCase()})`).join(', ') || undefined],
      ['metadata', pairs(stack.metadata)],
      ['created', stack.createdAt?.toISOString()],
      ['disabled', stack.disabledAt?.toISOString()],
      ['deleted', stack.deletedAt?.toISOString()],
    ]),
  ]
}

function pairs(metadata: Record<string, string> | undefined): string | undefined {
  return (
    Object.entries(metadata ?? {})
      .map(([key, value]) => visible(`${key}=${value}`))
      .join('\n') || undefined
  )
}
