// A machine of a user: a home, an npm prefix, and a PATH with nothing but node and npm.
import {execFile, execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

export class Machine {
  /**
   * @param {{node: string, npmrc: string, prefix?: string}} options `npmrc`: the user's npm configuration; `prefix`: of
   *   another machine, whose host this user runs
   */
  constructor({node, npmrc, prefix}) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-install-'))
    removeAtExit(this.folder)
    this.home = path.join(this.folder, 'home')
    this.prefix = prefix ?? path.join(this.folder, 'prefix')
    this.path = path.join(this.folder, 'path')
    this.modules = path.join(this.prefix, 'lib/node_modules')
    this.userPlace = path.join(this.home, '.local/share/cloudprem/plugins')
    for (const each of [this.home, this.prefix, this.path]) mkdirSync(each, {recursive: true})
    const npm = realpathSync(which('npm'))
    symlinkSync(node, path.join(this.path, 'node'))
    // Not a link to npm itself: its first line may name one certain node.
    writeFileSync(path.join(this.path, 'npm'), `#!/bin/sh\nexec '${node}' '${npm}' "$@"\n`, {mode: 0o755})
    symlinkSync('/bin/sh', path.join(this.path, 'sh'))
    this.useNpmrc(npmrc)
  }

  /** Gives the user another npm configuration. */
  useNpmrc(npmrc) {
    writeFileSync(path.join(this.home, '.npmrc'), `${npmrc}cache=${path.join(this.folder, 'npm-cache')}\nfetch-retries=0\n`)
  }

  /**
   * Cuts the net off: from now on everything runs in a network namespace without routes, not even to loopback.
   *
   * @returns {boolean} false where that cannot be done, and nothing changed
   */
  cutOff() {
    try {
      const unshare = [which('unshare'), process.getuid?.() === 0 ? '-n' : '-rn', '--']
      execFileSync(unshare[0], [...unshare.slice(1), 'true'], {stdio: 'ignore'})
      this.before = unshare
      return true
    } catch {
      return false // no such program, or not allowed
    }
  }

  /** Runs a program of this machine's PATH or by its full path, as a user without a terminal. */
  run(program, args, env = {}) {
    const own = existsSync(program) ? program : path.join(this.path, program)
    const [file, ...words] = [...(this.before ?? []), own, ...args]
    return new Promise((resolve) => {
      const options = {cwd: this.home, encoding: 'utf8', env: {PATH: this.path, HOME: this.home, ...env}, timeout: 110_000}
      const child = execFile(file, words, options, (error, stdout, stderr) => {
        const exitCode = error ? (typeof error.code === 'number' ? error.code : 1) : 0
        resolve({exitCode, stdout, stderr, all: `${stdout}${stderr}`})
      })
      child.stdin.end()
    })
  }

  npm(...args) {
    return this.run('npm', [...args, '--no-audit', '--no-fund'])
  }

  /** The installed `cloudprem`. */
  cloudprem(args, env) {
    return this.run(path.join(this.prefix, 'bin/cloudprem'), args, env)
  }
}

const made = []

function removeAtExit(folder) {
  if (made.length === 0) process.once('exit', () => made.forEach((each) => rmSync(each, {recursive: true, force: true})))
  made.push(folder)
}

/** Full path of a program, since the machine's own PATH has none of them. */
function which(program) {
  return execFileSync('which', [program], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim()
}
