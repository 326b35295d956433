import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {readCommands, ownFlags, words} from '../scripts/command-manifests.mjs'
import {example, firstParagraph} from '../scripts/roff.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = path.join(root, 'packages/cli/man/cloudprem.1')

describe('man cloudprem', function () {
  this.timeout(120_000)

  it('has every command of host and plugins, and every flag with its variable', function () {
    const text = rendered(page)
    // Without groff nothing here shows a manual page.
    if (text === undefined) return this.skip()

    const {commands} = readCommands(root)
    assert.ok(commands.length > 25, `${commands.length} commands`)
    for (const command of commands) {
      const start = text.indexOf(`\n   ${words(command)}`)
      assert.ok(start >= 0, words(command))
      const section = text.slice(start + 1, text.indexOf('\n   cloudprem ', start + 1))
      for (const {name, allowNo, env} of ownFlags(command)) {
        assert.ok(section.includes(allowNo ? `--[no-]${name}` : `--${name}`), `--${name} of ${words(command)}`)
        assert.ok(section.includes(env), `${env} of ${words(command)}`)
      }
    }
    for (const word of ['CLOUDPREM_NO_UPDATE_NOTICE', 'credentials.json', 'EXIT STATUS', '130'])
      assert.ok(text.includes(word), word)
  })

  it('shows what roff would take for a command or a sign of its own', function () {
    const text = render(
      `.TH X 1 "" "x" "x"\n.SH X\n${firstParagraph(".so 'it' is: a\\b ~ ^ `x` … – é")}\n${example('.nf\n  $HOME')}\n`,
    )
    if (text === undefined) return this.skip()

    assert.match(text, /^ +\.so 'it' is: a\\b ~ \^ `x` … – é$/m)
    assert.match(text, /^ +\.nf\n +\$HOME$/m)
  })

  it('comes with npm install --global, without a warning, and goes with it', function () {
    // npm links no manual pages there.
    if (process.platform === 'win32') return this.skip()
    const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-man-'))
    try {
      const link = path.join(folder, 'prefix/share/man/man1/cloudprem.1')
      const tarballs = ['core', 'cli'].map((name) =>
        npm(folder, 'pack', '--silent', path.join(root, 'packages', name)).stdout.trim(),
      )

      const installed = npm(folder, 'install', '--global', '--offline', ...tarballs.map((file) => path.join(folder, file)))

      assert.equal(installed.status, 0, installed.stderr)
      assert.equal(installed.stderr, '')
      assert.equal(readFileSync(link, 'utf8'), readFileSync(page, 'utf8'))
      npm(folder, 'uninstall', '--global', '@cloudprem/cli')
      assert.ok(!existsSync(link))
    } finally {
      rmSync(folder, {recursive: true, force: true})
    }
  })
})

/** npm as a user has it whose home is empty. */
function npm(folder, ...args) {
  return spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      npm_config_prefix: path.join(folder, 'prefix'),
      npm_config_cache: path.join(folder, 'cache'),
      npm_config_update_notifier: 'false',
    },
  })
}

function rendered(file) {
  return render(readFileSync(file, 'utf8'))
}

/** The page as a terminal of 80 columns shows it, without its fonts; undefined where there is no groff. It may not warn. */
function render(input) {
  const {error, status, stdout, stderr} = spawnSync('groff', ['-man', '-ww', '-Kutf8', '-Tutf8', '-P-c', '-P-b', '-P-u'], {
    input,
    encoding: 'utf8',
  })
  if (error?.code === 'ENOENT') return undefined
  assert.equal(status, 0, stderr)
  assert.equal(stderr, '')
  return stdout.replaceAll('‐', '-').replaceAll('−', '-')
}
