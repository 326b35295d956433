import type {LoadedPlugins} from '../plugins/load.js'
import {userPlaceOf} from '../plugins/places.js'
import {dataDirectory} from '../user-directories.js'
import type {CompiledCode} from './compiled-code.js'
import {changedSinceStart, findCore, stampInstallation} from './installation.js'
import {planStart, type Plan} from './plan.js'
import {NODE, recordFile, writeRecord, type StartRecord} from './record.js'

/** What one run has learned. */
interface Learned {
  words: readonly string[]
  wantsHelp: boolean
  /** Folder of the host package. */
  root: string
  /** Of the records. */
  folder: string
  loaded: LoadedPlugins
  /** What the run itself went by. */
  record: StartRecord | undefined
  page?: StartRecord['page']
  code?: ReturnType<CompiledCode['produce']>
}

const FIRST_PAGE: Plan = {words: [], takesArguments: false, known: {plugins: [], manifests: {}}}

/**
 * Writes the record of a command for its next run; nothing at any doubt. A file of its own, since most runs learn
 * nothing.
 */
export function keepRecord({words, wantsHelp, root, folder, loaded, record, page, code = []}: Learned): void {
  if (loaded.broken.length > 0) return
  const plan = record ?? (words.length === 0 && page ? FIRST_PAGE : planStart(words, loaded.plugins))
  if (!plan) return
  const core = record?.core ?? findCore(root)
  const pluginFolders = loaded.plugins.map((plugin) => plugin.root)
  const stamps = record?.stamps ?? stampInstallation(root, core, userPlaceOf(dataDirectory()), pluginFolders)
  if (changedSinceStart([...stamps.map(([file]) => file), ...code.map(({file}) => file)])) return
  writeRecord(
    recordFile(folder, plan.words, wantsHelp),
    {
      node: NODE,
      root,
      words: plan.words,
      takesArguments: plan.takesArguments,
      known: plan.known,
      core,
      stamps,
      ...(page && {page}),
      code: code.map((part) => ({file: part.file, stamp: part.stamp, isAscii: part.isAscii, bytes: part.code.length})),
      endedWell: (process.exitCode ?? 0) === 0,
    },
    code.map((part) => part.code),
  )
}
