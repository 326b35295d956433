import {temporaryFolder} from '@cloudprem/testing'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import type {TestDatabase} from '../../databases.js'
import {BASE_URL, rowsOf} from '../../commands/db/run-seed.js'

/** How a seed of these proofs is asked for: the guide's region and stack by flags, or two regions and many stacks by file. */
export type Asked = 'flags' | 'file'

/** More than are inserted one by one. */
const STACKS_OF_FILE = 150

const EXPECTED: Record<Asked, {regions: number; stacks: number}> = {
  flags: {regions: 1, stacks: 1},
  file: {regions: 2, stacks: STACKS_OF_FILE},
}

/** Arguments of `db seed` for each. */
export function seedArguments(): Record<Asked, string[]> {
  const file = path.join(temporaryFolder(), 'seed.yaml')
  const stacks = Array.from({length: STACKS_OF_FILE}, (_, index) => {
    return `  - {id: stack${index}, name: Stack ${index}, region: ${index % 2 === 0 ? 'eu' : 'us'}}\n`
  })
  writeFileSync(
    file,
    `regions:\n  - {name: eu, baseUrl: "https://eu.example"}\n  - {name: us, baseUrl: "https://us.example"}\nstacks:\n${stacks.join('')}`,
  )
  return {flags: ['--base-url', BASE_URL], file: ['--file', file]}
}

/** `untouched`, `complete`, or what is wrong with the rows. */
export async function stateOf(database: TestDatabase, asked: Asked): Promise<string> {
  const {regions, stacks} = await rowsOf(database)
  if (regions.length === 0 && stacks.length === 0) return 'untouched'
  const ids = regions.map(({id}) => id)
  const isComplete =
    regions.length === EXPECTED[asked].regions &&
    stacks.length === EXPECTED[asked].stacks &&
    regions.every((region) => Boolean(region['creator_id'])) &&
    stacks.every((stack) => ids.includes(stack['region_id']) && stack['state'] === 'ACTIVE' && Boolean(stack['client_secret']))
  return isComplete ? 'complete' : `between: ${regions.length} regions, ${stacks.length} stacks`
}
