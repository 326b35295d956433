// yauzl 3's promises; the published types stop at version 2.
declare module 'yauzl' {
  import type {Readable} from 'node:stream'

  interface Entry {
    fileName: string
  }
  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
  }
  const yauzl: {openPromise(path: string, options: {lazyEntries: true}): Promise<ZipFile>}
  export default yauzl
}
