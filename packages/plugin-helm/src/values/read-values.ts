import {stat} from 'node:fs/promises'
import {CloudpremError, readText} from '@cloudprem/core'

/** One --values file: its name as given (`-` is standard input) and what it holds. */
export interface ValuesText {
  file: string
  text: string
}

const USUAL_FILE = 'values.yaml'

/** The files to use: those named, else the profile's, else ./values.yaml where it exists, else none. */
export async function chooseValuesFiles(named: string[] | undefined, ofProfile: string | undefined): Promise<string[]> {
  if (named && named.length > 0) return named
  if (ofProfile !== undefined) return [ofProfile]
  return (await stat(USUAL_FILE).catch(() => undefined))?.isFile() ? [USUAL_FILE] : []
}

/** @throws CloudpremError `FILE_UNREADABLE` (exit 2); `USAGE` (exit 2) for standard input named twice */
export async function readValues(files: string[]): Promise<ValuesText[]> {
  if (files.filter((file) => file === '-').length > 1) {
    throw new CloudpremError({code: 'USAGE', message: '--values - was given twice, and standard input can be read once'})
  }
  return Promise.all(files.map(async (file) => ({file, text: await readText(file)})))
}
