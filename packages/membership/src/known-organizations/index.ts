import {lstat, readFile, rm} from 'node:fs/promises'
import path from 'node:path'
import {debug, writeFileAtomically} from '@cloudprem/core'
import * as v from 'valibot'

/** What completion offers and says of an organization. */
export interface KnownOrganization {
  id: string
  name: string
}

/** Some thousands of organizations; more is not a file of ours. */
const LIMIT_BYTES = 1_000_000

const schema = v.array(v.object({id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)), name: v.string()}))

/**
 * Keeps what Membership has just listed, for who asks without the net. A cache: that it cannot be written is no failure. What it
 * holds already is not written again: most lists are as they were, and a write waits for the disk.
 */
export async function rememberOrganizations(
  cacheDir: string,
  profileName: string,
  organizations: readonly KnownOrganization[],
): Promise<void> {
  const file = fileOf(cacheDir, profileName)
  const content = `${JSON.stringify(organizations.map(({id, name}) => ({id, name})))}\n`
  try {
    if ((await readOurs(file)) === content) return
    await writeFileAtomically(file, content, {overwrite: true})
  } catch (error) {
    debug('organizations', String(error))
  }
}

/** What was last listed with the login of a profile; nothing when it was never listed, or the file is not as we write it. */
export async function readKnownOrganizations(cacheDir: string, profileName: string): Promise<KnownOrganization[]> {
  const file = fileOf(cacheDir, profileName)
  try {
    return v.parse(schema, JSON.parse((await readOurs(file)) ?? '[]'))
  } catch (error) {
    debug('organizations', String(error))
    return []
  }
}

/** Undefined where there is none, or something else than a file that we wrote. */
async function readOurs(file: string): Promise<string | undefined> {
  try {
    const status = await lstat(file)
    // A pipe would keep us waiting.
    return status.isFile() && status.size <= LIMIT_BYTES ? await readFile(file, 'utf8') : undefined
  } catch (error) {
    debug('organizations', String(error))
    return undefined
  }
}

/** Belongs to the end of a login. */
export async function forgetOrganizations(cacheDir: string, profileName: string): Promise<void> {
  await rm(fileOf(cacheDir, profileName), {force: true}).catch((error: unknown) => debug('organizations', String(error)))
}

/** Whatever a profile is called, the file lies in this folder. */
function fileOf(cacheDir: string, profileName: string): string {
  return path.join(cacheDir, 'organizations', `${encodeURIComponent(profileName)}.json`)
}
