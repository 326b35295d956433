import {statSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {scopesOf} from '../plugins/places.js'
import {configDirectory} from '../user-directories.js'
import {stampOf} from './stamp.js'

const DESCRIBED = ['package.json', 'oclif.manifest.json']

/** The main file of core, as the host would find it. */
export function findCore(root: string): string {
  return createRequire(path.join(root, 'package.json')).resolve('@cloudprem/core')
}

/** Everything that decides what commands there are and how they are run, with its stamp. */
export function stampInstallation(
  root: string,
  core: string,
  userPlace: string,
  pluginFolders: readonly string[],
): [file: string, stamp: string][] {
  const files = [
    ...['dist/main.entry.cjs', 'dist/run.entry.cjs', 'dist/help.cjs'].map((file) => path.join(root, file)),
    core,
    path.join(configDirectory(), 'theme.json'),
    ...pluginFolders.flatMap((folder) => DESCRIBED.map((file) => path.join(folder, file))),
    ...scopesOf(root, userPlace),
  ]
  return files.map((file) => [file, stampOf(file)])
}

/** Whether one of the files changed after this process had begun to read them. */
export function changedSinceStart(files: readonly string[]): boolean {
  return files.some((file) => (statSync(file, {throwIfNoEntry: false})?.ctimeMs ?? 0) >= performance.timeOrigin)
}
