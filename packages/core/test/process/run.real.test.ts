import assert from 'node:assert/strict'
import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {temporaryFolder} from '@cloudprem/testing'
import {run} from '../../src/process/run.js'

const node = process.execPath

describe('run', () => {
  it('gives arguments to the program as they are, without a shell', async () => {
    const args = ['a b', '$HOME', '*', "it's", '; echo no']

    const {stdout} = await run(node, ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', ...args])

    assert.deepEqual(JSON.parse(stdout), args)
  })

  it('hands a secret over on standard input', async () => {
    const {stdout} = await run(node, ['-e', 'process.stdin.pipe(process.stdout)'], {input: 'secret-by-stdin'})

    assert.equal(stdout, 'secret-by-stdin')
  })

  it('returns the exit code and what was said on stderr', async () => {
    const result = await run(node, ['-e', 'console.error("no"); process.exit(3)'])

    assert.deepEqual(result, {stdout: '', stderr: 'no', exitCode: 3})
  })

  it('says so when a program cannot be started', async () => {
    await assert.rejects(run('/no/such/program', []), {code: 'EXECUTABLE_FAILED', exitCode: 5})
  })

  it('lets the program end when interrupted, and waits for it', async () => {
    const controller = new AbortController()
    const file = path.join(temporaryFolder(), 'ended')
    const program = `
      process.on('SIGTERM', () => { fs.writeFileSync(${JSON.stringify(file)}, 'cleanly'); process.exit() })
      setInterval(() => {}, 1000)
      fs.writeFileSync(${JSON.stringify(`${file}.started`)}, '')`
    const running = run(node, ['-e', program], {signal: controller.signal})
    while (!existsSync(`${file}.started`)) await setImmediate()
    controller.abort()

    await assert.rejects(running, {code: 'INTERRUPTED', exitCode: 130})
    assert.equal(readFileSync(file, 'utf8'), 'cleanly')
  })
})
