import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, temporaryFolder} from '@cloudprem/testing'

/** Chart versions of the children, by umbrella, whose published schemas are in packages/chart/schemas. */
export const CHILDREN: Record<string, Record<string, string>> = {
  '2.2.1': {membership: '1.2.0', portal: '1.2.0', console: '1.2.0', 'console-v3': '1.2.0'},
  '3.20.1': {membership: '2.11.2', portal: '2.8.0', console: '2.3.1', 'console-v3': '2.8.0'},
  '4.10.2': {membership: '3.6.2', portal: '3.7.1', 'console-v3': '3.7.1'},
}

export const PUBLISHED = Object.keys(CHILDREN)

/** An umbrella chart without templates that has the published schemas: the real helm then judges values by them. */
export function chartOfSchemas(version: string): string {
  const folder = temporaryFolder()
  addChart(folder, 'cloudprem', version)
  for (const [child, childVersion] of Object.entries(CHILDREN[version] ?? {}))
    addChart(path.join(folder, 'charts', child), child, childVersion)
  return folder
}

function addChart(folder: string, name: string, version: string): void {
  mkdirSync(folder, {recursive: true})
  writeFileSync(path.join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`)
  const schema = path.join(repositoryRoot, `packages/chart/schemas/${name}-${version}.values.schema.json`)
  copyFileSync(schema, path.join(folder, 'values.schema.json'))
}
