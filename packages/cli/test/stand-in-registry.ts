import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {repositoryRoot, temporaryFolder} from '@cloudprem/testing'

export interface StandInRegistry {
  uri: string
  /** Paths that npm asked for. */
  asked: string[]
  close: () => void
}

interface Packed {
  name: string
  version: string
  filename: string
  integrity: string
}

/**
 * As much of an npm registry as npm needs to install our built packages: it packs them as they are published.
 *
 * @param folders names of folders in `packages`
 */
export async function startRegistry(folders: string[]): Promise<StandInRegistry> {
  const destination = temporaryFolder()
  const sources = folders.map((folder) => path.join(repositoryRoot, 'packages', folder))
  const answer = execFileSync('npm', ['pack', ...sources, '--json', '--pack-destination', destination], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const packed = (JSON.parse(answer) as Packed[]).map((each, index) => ({
    ...each,
    tarball: readFileSync(path.join(destination, each.filename)),
    pjson: JSON.parse(readFileSync(path.join(sources[index] ?? '', 'package.json'), 'utf8')) as object,
  }))
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const wanted = decodeURIComponent(request.url ?? '').slice(1)
    asked.push(wanted)
    const file = packed.find(({filename}) => wanted === `files/${filename}`)
    if (file) return response.end(file.tarball)
    const found = packed.find(({name}) => name === wanted)
    if (!found) return response.writeHead(404).end('{"error":"not_found"}')
    const {name, version, filename, integrity, tarball, pjson} = found
    const dist = {tarball: `${uri}/files/${filename}`, integrity, shasum: createHash('sha1').update(tarball).digest('hex')}
    const document = {name, 'dist-tags': {latest: version}, versions: {[version]: {...pjson, name, version, dist}}}
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {uri, asked, close: () => server.close()}
}
