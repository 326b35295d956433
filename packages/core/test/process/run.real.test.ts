import assert from 'node:assert/strict'
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

  it('ends the program when interrupted', async () => {
    const controller = new AbortController()
    const running = run(node, ['-e', 'setInterval(() => {}, 1000)'], {signal: controller.signal})
    setImmediate(() => controller.abort())

    await assert.rejects(running, {code: 'INTERRUPTED', exitCode: 130})
  })
})
