import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {createServer, type AddressInfo} from 'node:net'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {temporaryFolder} from '@cloudprem/testing'
import * as esbuild from 'esbuild'
import {FileCredentialStore} from '../../src/credentials/file-store.js'

/** They take minutes where two processors have other work, too. */
const KILLS = Number(process.env['CLOUDPREM_TEST_KILLS'] ?? (process.env['CI'] ? 1000 : 100))
const AT_ONCE = 8
/** A writer lives for up to so many writes, and for so long after the last one of them. */
const [MOST_WRITES, LONGEST_REST_MS] = [4, 30]

/** In memory where there is such a place: what a killed process leaves is the same there, and the disk is not waited for. */
function quickFolder(): string {
  if (!existsSync('/dev/shm')) return temporaryFolder()
  const folder = mkdtempSync('/dev/shm/cloudprem-kills-')
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  return folder
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Runs a writer and kills it `restMs` after it has told the given number of writes. Returns the numbers that it has written. */
function runAndKill(args: string[], writes: number, restMs: number): Promise<{exitCode: number | null; numbers: string[]}> {
  const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']})
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    // The first line says that it is ready.
    if (output.split('\n').length - 2 >= writes) setTimeout(() => child.kill('SIGKILL'), restMs)
  })
  return new Promise((resolve) =>
    child.on('close', (exitCode) => resolve({exitCode, numbers: output.split('\n').filter((line) => /^\d+$/.test(line))})),
  )
}

describe(`${KILLS} processes that are killed while they write credentials`, function () {
  this.timeout(600_000)

  it('leave a readable file each time, are never two in the lock, and lose no write', async () => {
    const seed = Number(process.env['CLOUDPREM_TEST_SEED'] ?? Date.now() % 2 ** 31)
    const random = randomFrom(seed)
    const folder = quickFolder()
    const writer = path.join(folder, 'writer.mjs')
    await esbuild.build({
      entryPoints: [fileURLToPath(new URL('../support/counting-writer.ts', import.meta.url))],
      outfile: writer,
      bundle: true,
      platform: 'node',
      format: 'esm',
    })
    const config = path.join(folder, 'config')
    const store = new FileCredentialStore(config)
    const port = await freePort()
    const written = new Set<string>()
    let [left, kills, midway] = [KILLS, 0, 0]

    const slot = async (): Promise<void> => {
      while (left-- > 0) {
        const life = [Math.floor(random() * (MOST_WRITES + 1)), random() * LONGEST_REST_MS] as const
        const {exitCode, numbers} = await runAndKill([writer, config, String(port)], ...life)
        assert.equal(exitCode, null, `seed ${seed}: a writer found another one in the lock (9) or failed`)
        for (const number of numbers) {
          assert.ok(!written.has(number), `seed ${seed}: ${number} was written twice, so a write was lost`)
          written.add(number)
        }
        const present = (await store.find('default'))?.expiresAtMs ?? 0
        assert.ok(
          numbers.every((number) => Number(number) <= present),
          `seed ${seed}: a write that was told is not there`,
        )
        if (readdirSync(config).some((name) => name.endsWith('.tmp'))) midway++
        kills++
      }
    }
    await Promise.all(Array.from({length: AT_ONCE}, slot))

    // The next write cleans up what they left.
    await store.update('default', (present) => Promise.resolve(present && {...present, accessToken: 'the-last-one'}))
    assert.deepEqual(readdirSync(config).toSorted(), ['.locks', 'credentials.json'])
    assert.match(readFileSync(store.place, 'utf8'), /the-last-one/)
    assert.equal(kills, KILLS)
    // eslint-disable-next-line no-console -- numbers to be seen in the log of a run
    console.log(`      seed ${seed}: ${kills} kills, ${midway} with a file half written, ${written.size} writes told`)
  })
})
