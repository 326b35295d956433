import path from 'node:path'
import type {KnownPlugins} from '../plugins/load.js'
import {readPrivateFile, writePrivateFile} from './private-file.js'
import {stampOf} from './stamp.js'

/** What one run leaves for the next run of the same command. */
export interface StartRecord {
  /** The Node that ran; its compiled code fits no other. */
  node: string
  /** Folder of the host that ran; another one on this machine has its own core and plugins. */
  root: string
  /** The words of the command. */
  words: string[]
  /** Whether words that follow are arguments of the command. */
  takesArguments: boolean
  /** The plugins to load, and what of their manifests is needed. */
  known: KnownPlugins
  /** Where core lies: to search for it takes four milliseconds. */
  core: string
  /** Files and folders that decide about all this, and their stamps. */
  stamps: [file: string, stamp: string][]
  /** The first page of help and what decides about its look. */
  page?: {text: string; look: string}
  /** Compiled code, in the order in which it lies in the file. */
  code: {file: string; stamp: string; isAscii: boolean; bytes: number}[]
  /** The run ended with exit code 0, so that it went all the way. */
  endedWell: boolean
}

export interface KeptCode {
  code: Buffer
  /** The source is ASCII, which can be read as it lies there. */
  isAscii: boolean
}

export interface KeptRecord extends StartRecord {
  codeOf: (file: string, stamp: string) => KeptCode | undefined
}

export const NODE = `${process.version} ${process.arch} ${process.execArgv.join(' ')}`

/** The record in `file`, when it is whole, of this host, and nothing that it was made of has changed since. */
export function readRecord(file: string, root: string): KeptRecord | undefined {
  const content = readPrivateFile(file)
  if (!content) return undefined
  try {
    const end = content.indexOf('\n')
    const record = JSON.parse(content.toString('utf8', 0, end)) as StartRecord
    if (record.node !== NODE || record.root !== root) return undefined
    if (!record.stamps.every(([name, stamp]) => stampOf(name) === stamp)) return undefined
    return {...record, codeOf: (name, stamp) => findCode(record, content, end + 1, name, stamp)}
  } catch {
    // Empty, or of another version of cloudprem: made anew.
    return undefined
  }
}

/** Writes a record; failing to is of no consequence. */
export function writeRecord(file: string, record: StartRecord, code: readonly Uint8Array[]): void {
  const parts = [Buffer.from(`${JSON.stringify(record)}\n`), ...code]
  writePrivateFile(file, Buffer.concat(parts.flatMap((part) => [part, Buffer.alloc(aligned(part.length) - part.length)])))
}

/** File of the record of a command line; `words` must have been checked to be a command's. */
export function recordFile(folder: string, words: readonly string[], wantsHelp: boolean): string {
  return path.join(folder, `${words.join('.')}${wantsHelp ? '+help' : ''}.record`)
}

function findCode({code}: StartRecord, content: Buffer, start: number, file: string, stamp: string): KeptCode | undefined {
  let at = aligned(start)
  for (const part of code) {
    if (part.file === file) {
      return part.stamp === stamp ? {code: content.subarray(at, at + part.bytes), isAscii: part.isAscii} : undefined
    }
    at += aligned(part.bytes)
  }
  return undefined
}

/** V8 copies code that does not begin at a multiple of eight bytes. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
