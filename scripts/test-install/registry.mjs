// A verdaccio on loopback that has our packages, and asks the user's own registry for everything else.
import {execFileSync, spawn} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

const USER = {name: 'tester', password: 'only-on-loopback'}

/**
 * @param {string} verdaccio folder of its package
 * @param {string} folder for its storage, configuration and log
 * @param {{readers?: '$all' | '$authenticated'}} options who may read packages
 * @returns {Promise<{uri: string, npmrc: string, token: string, stop: () => Promise<void>}>} `npmrc`: what a user's .npmrc must hold
 */
export async function startRegistry(verdaccio, folder, {readers = '$all'} = {}) {
  mkdirSync(folder, {recursive: true})
  const port = await freePort()
  const uri = `http://127.0.0.1:${port}/`
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  }).trim()
  const config = path.join(folder, 'config.json')
  const access = {access: readers, publish: '$authenticated', unpublish: '$authenticated'}
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      storage: path.join(folder, 'storage'),
      auth: {htpasswd: {file: path.join(folder, 'htpasswd'), algorithm: 'bcrypt', rounds: 4}},
      uplinks: {upstream: {url: upstream, maxage: '1d'}},
      packages: {'@cloudprem/*': access, '**': {...access, proxy: 'upstream'}},
      max_body_size: '200mb',
      web: {enable: false},
      log: {type: 'file', path: path.join(folder, 'log'), level: 'warn'},
    }),
  )
  const child = spawn(process.execPath, [path.join(verdaccio, 'bin/verdaccio'), '-c', config, '-l', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {...process.env, NODE_NO_WARNINGS: '1'},
  })
  const endWithProcess = () => child.kill()
  process.once('exit', endWithProcess)
  await untilItAnswers(`${uri}-/ping`, child)
  const answer = await fetch(`${uri}-/user/org.couchdb.user:${USER.name}`, {
    method: 'PUT',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(USER),
  })
  const {token} = await answer.json()
  return {
    uri,
    token,
    npmrc: `registry=${uri}\n//127.0.0.1:${port}/:_authToken=${token}\n`,
    stop: async () => {
      process.removeListener('exit', endWithProcess)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
    },
  }
}

async function untilItAnswers(uri, child) {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`verdaccio ended with ${child.exitCode}`)
    const answer = await fetch(uri).catch(() => undefined) // not up yet
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`verdaccio does not answer at ${uri}`)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address()
      server.close(() => resolve(port))
    })
  })
}
