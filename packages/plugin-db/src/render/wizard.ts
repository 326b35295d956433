import {CloudpremError} from '@cloudprem/core'
import type {AskedRows} from './asked-rows.js'

/** Makes a UUID at each call. */
export type NewRegionId = () => string

/**
 * Values for the chart's wizard Job, which exists from chart 4.0.0 on and puts rows into Membership by Membership's own program.
 *
 * The fields are those of `profiles/ee-demo.yaml` of the chart `formance` (formancehq/helm, charts/formance, main): no document says what
 * the wizard makes of a field that is left out. What is concluded and not read is marked `inferred`. Every text is a JSON string in
 * ASCII, its braces escaped, since the chart runs the whole through a template.
 *
 * @throws CloudpremError `USAGE` (exit 2) when an entry has no organization, which cannot be found out without the database
 */
export function renderWizard({regions, stacks, organization}: AskedRows, newRegionId: NewRegionId): string {
  const withIds = regions.map((region) => ({...region, id: region.id ?? newRegionId()}))
  const regionIdOf = (name: string): string => {
    const region = withIds.find((each) => each.name === name)
    if (region) return region.id
    throw new CloudpremError({
      code: 'USAGE',
      message: `A stack names region "${name}", which is not among the regions`,
      reason: "The wizard wants the region's id, and it is not looked up in the database here.",
    })
  }
  const setup = [
    'users: []',
    '# inferred: an organization that a login has made needs no entry here, stacks name it by its id',
    'organizations: []',
    ...list('regions', withIds, (region) => [
      `id: ${text(region.id)}`,
      `name: ${text(region.name)}`,
      '# inferred: without organizationId the region is public, as the one of the guide',
      `baseUrl: ${text(region.baseUrl)}`,
      '# inferred: versions may be left out; the operator in the cluster has them',
    ]),
    ...list('stacks', stacks, (stack) => [
      `id: ${text(stack.id)}`,
      `name: ${text(stack.name)}`,
      `organizationId: ${text(requireOrganization(stack.organization ?? organization?.id))}`,
      `regionId: ${text(regionIdOf(stack.region))}`,
      '# inferred: version and modules may be left out; the Stack in the cluster has them',
      ...(stack.clientSecret === undefined
        ? ['# inferred: without clientSecret Membership makes one; cloudprem db client-secret reads it']
        : [`clientSecret: ${text(stack.clientSecret)}`]),
    ]),
  ]
  return `# For the chart cloudprem from 4.0.0 on: helm upgrade … --values FILE
# Written by cloudprem db render --as wizard. The wizard's Job puts this text into a ConfigMap; keep the file beside your values,
# since an upgrade without it gives the wizard empty lists. Not inferred are the names of the fields.
membership:
  config:
    wizard:
      setup: |-
${setup.map((line) => `        ${line}`).join('\n')}
`
}

function list<Item>(key: string, items: Item[], fields: (item: Item) => string[]): string[] {
  if (items.length === 0) return [`${key}: []`]
  return [`${key}:`, ...items.flatMap((item) => fields(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`))]
}

function requireOrganization(id: string | undefined): string {
  if (id !== undefined) return id
  throw new CloudpremError({
    code: 'USAGE',
    message: 'The wizard wants the id of the organization, and none was named',
    hint: ['cloudprem org list   # shows it', 'cloudprem db render --as wizard --organization ID'],
  })
}

function text(value: string): string {
  return JSON.stringify(value).replaceAll(/[{}\u007f-\uffff]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
