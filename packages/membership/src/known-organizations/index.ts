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

/** Keeps what Membership has just listed, for who asks without the net. A cache: that it cannot be written is no failure. */
export async function rememberOrganizations(
  cacheDir: string,
  profileName: string,
  organizations: readonly KnownOrganization[],
): Promise<void> {
  const content = organizations.map(({id, name}) => ({id, name}))
  try {
    await writeFileAtomically(fileOf(cacheDir, profileName), `${JSON.stringify(content)}\n`, {overwrite: true})
  } catch (error) {
    debug('organizations', String(error))
  }
}

/** What was last listed with the login of a profile; nothing when it was never listed, or the file is not as we write it. */
export async function readKnownOrganizations(cacheDir: string, profileName: string): Promise<KnownOrganization[]> {
  const file = fileOf(cacheDir, profileName)
  try {
    const status = await lstat(file)
    // A pipe would keep us waiting.
    if (!status.isFile() || status.size > LIMIT_BYTES) return []
    return v.parse(schema, JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    debug('organizations', String(error))
    return []
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
