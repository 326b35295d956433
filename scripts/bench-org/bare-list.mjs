// What anybody would write in place of `cloudprem org list`: fetch, JSON.parse, print the same, byte for byte.
// node bare-list.mjs URL TOKEN_FILE organizations|stacks table|json SUBJECT
import {readFileSync} from 'node:fs'

const [url, tokenFile, key, output, subject] = process.argv.slice(2)
const KINDS = {
  organizations: {
    heads: ['ID', 'NAME', 'OWNER', 'DOMAIN', 'MINE'],
    row: ({id, name, owner, domain, ownerId}) => [id, name, owner.email, domain, ownerId === subject ? 'yes' : 'no'],
    object: ({owner, defaultPolicyID, ...rest}) => ({
      id: rest.id,
      name: rest.name,
      ownerId: rest.ownerId,
      ownerEmail: owner.email,
      domain: rest.domain,
      createdAt: rest.createdAt,
      totalStacks: rest.totalStacks,
      totalUsers: rest.totalUsers,
      defaultPolicyId: defaultPolicyID ?? undefined,
      mine: rest.ownerId === subject,
    }),
  },
  stacks: {
    heads: ['ID', 'NAME', 'STATE', 'STATUS', 'REGION'],
    row: ({id, name, state, status, regionID}) => [id, name, state, status, regionID],
    object: ({uri, state, status, regionID, ...rest}) => ({
      id: rest.id,
      name: rest.name,
      organizationId: rest.organizationId,
      uri,
      state,
      status,
      expectedStatus: rest.expectedStatus,
      synchronised: rest.synchronised,
      reachable: rest.reachable,
      version: rest.version,
      metadata: rest.metadata,
      stargateEnabled: rest.stargateEnabled,
      auditEnabled: rest.auditEnabled,
      createdAt: rest.createdAt,
      updatedAt: rest.updatedAt,
      disabledAt: rest.disabledAt,
      deletedAt: rest.deletedAt,
      modules: rest.modules,
      regionId: regionID,
    }),
  },
}

const {heads, row, object} = KINDS[key]
const response = await fetch(url, {headers: {authorization: `Bearer ${readFileSync(tokenFile, 'utf8')}`}})
if (!response.ok) throw new Error(`HTTP ${response.status}`)
const {data} = await response.json()
process.stdout.write(
  output === 'json' ? `${JSON.stringify({[key]: data.map(object)}, null, 2)}\n` : table([heads, ...data.map(row)]),
)

function table(rows) {
  const widths = heads.map((_, at) => rows.reduce((width, cells) => Math.max(width, (cells[at] ?? '-').length), 0))
  const line = (cells) => cells.map((cell, at) => (cell ?? '-').padEnd(widths[at])).join('  ')
  return rows.map((cells) => `${line(cells).trimEnd()}\n`).join('')
}
