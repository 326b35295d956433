// `npm run picture`: runs the tour on a terminal of 80 columns and draws its beginning and its end as docs/tour.svg.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import xterm from '@xterm/headless'
import {renderTerminal} from './terminal-svg.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const COLUMNS = 80
/** What is left of the whole tour is as much as a page shows at once. */
const FIRST_STEPS = 2

const lines = await readScreen(recordTour())
const cut = lines.findIndex((runs) => text(runs).startsWith(`${FIRST_STEPS + 1}/`))
const summary = lines.findIndex((runs) => text(runs) === 'Summary')
if (cut < 0 || summary < 0) throw new Error(`the tour did not go as far as its summary:\n${lines.map(text).join('\n')}`)
const shown = [
  [{text: '$ npm run tour', column: 0, bold: true}],
  ...lines.slice(0, cut),
  [{text: '⋮', column: 0, dim: true}],
  [],
  ...lines.slice(summary),
].map((runs) => runs.map(withoutPassword))
while (shown.at(-1)?.length === 0) shown.pop()
refuseSecrets(shown.map(text))

writeFileSync(
  path.join(root, 'docs/tour.svg'),
  renderTerminal(shown, {
    columns: COLUMNS,
    title: 'npm run tour',
    description: shown.map(text).filter(Boolean).join('\n'),
  }),
)
console.log('docs/tour.svg')

/** All that the tour writes to its terminal, escape sequences included. `script` of util-linux gives it one. */
function recordTour() {
  const home = mkdtempSync(path.join(tmpdir(), 'cloudprem-picture-'))
  try {
    const command = `stty cols ${COLUMNS} rows 40 && '${process.execPath}' '${path.join(root, 'scripts/tour.mjs')}'`
    const {error, status, stdout} = spawnSync('script', ['-qec', command, '/dev/null'], {
      env: {PATH: process.env.PATH, HOME: home, TERM: 'xterm-256color', CLOUDPREM_NO_UPDATE_NOTICE: '1'},
      stdio: ['pipe', 'pipe', 'inherit'],
      encoding: 'utf8',
    })
    if (error) throw error
    if (status !== 0) throw new Error(`the tour ended with ${status}:\n${stdout}`)
    return stdout
  } finally {
    rmSync(home, {recursive: true, force: true})
  }
}

/** What a terminal shows after `output`, from its first line on, as runs of cells with one style. */
async function readScreen(output) {
  const terminal = new xterm.Terminal({cols: COLUMNS, rows: 40, scrollback: 10_000, allowProposedApi: true})
  await new Promise((resolve) => terminal.write(output, resolve))
  const {active} = terminal.buffer
  return Array.from({length: active.length}, (_, index) => readLine(active.getLine(index)))
}

function readLine(line) {
  const runs = []
  for (let column = 0; column < COLUMNS; column++) {
    const cell = line.getCell(column)
    const style = {
      ...(cell.isFgPalette() && {color: cell.getFgColor()}),
      ...(cell.isBold() && {bold: true}),
      ...(cell.isDim() && {dim: true}),
    }
    const last = runs.at(-1)
    if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += cell.getChars() || ' '
    else runs.push({column, style, text: cell.getChars() || ' '})
  }
  return runs
    .map(({column, style, text}) => ({column: column + /^ */.exec(text)[0].length, text: text.trim(), ...style}))
    .filter(({text}) => text !== '')
}

function text(runs) {
  return runs.reduce((line, run) => line.padEnd(run.column) + run.text, '')
}

/** The generated password is a real one. */
function withoutPassword(run) {
  return {...run, text: run.text.replace(/^(Password +)(\S+)/, (_, label, password) => label + '•'.repeat(password.length))}
}

/** A picture is committed: nothing in it may look like what was generated. */
function refuseSecrets(texts) {
  const suspicious = texts.filter((line) => /(?=\S*\d)(?=\S*[A-Z])(?=\S*[a-z])[\w+/=]{16,}/.test(line))
  if (suspicious.length > 0) throw new Error(`a secret in the picture:\n${suspicious.join('\n')}`)
}
