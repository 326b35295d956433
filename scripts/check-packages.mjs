// `npm run check:packages`: judges the tarballs as npm would publish them: publint on each, attw on those with types, and
// a plugin of a stranger, type-checked against core as it is installed.
import {execFileSync, spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {publint} from 'publint'
import {formatMessage} from 'publint/utils'
import {packPackages} from './pack-packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A condition of `exports` that only this repository sets: it leads to sources, which are not published. */
const OWN_CONDITION = 'cloudprem-source'

const STRANGERS_PLUGIN = `
import {Args, CloudpremCommand, CloudpremError, Flags, type ErrorCode, type Profile} from '@cloudprem/core'

export default class Hello extends CloudpremCommand<{greeting: string}> {
  static override readonly flags = {loud: Flags.boolean({description: 'shout'})}
  static override readonly args = {name: Args.string({required: true})}

  async run(): Promise<{greeting: string}> {
    const {args, flags} = await this.parse(Hello)
    const loud: boolean = flags.loud
    const name: string = args.name
    const profile: Profile = await this.profile()
    const domain: string | undefined = profile.baseDomain
    const code: ErrorCode = 'PROFILE_UNKNOWN'
    if (!domain) throw new CloudpremError({code, message: 'no domain'})
    // @ts-expect-error: a type that has become any would let this pass
    const wrong: number = flags.loud
    return {greeting: loud ? name.toUpperCase() : name + String(wrong)}
  }
}
`

const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-packages-'))
const problems = []
try {
  const packed = packPackages(folder)
  for (const each of packed) problems.push(...(await lint(each)))
  for (const each of packed.filter(({manifest}) => manifest.exports?.['.'])) problems.push(...areTheTypesWrong(each))
  problems.push(...typeCheckStranger(packed.find(({name}) => name === '@cloudprem/core')))
  for (const problem of problems) console.error(`✖ ${problem}`)
  if (problems.length === 0) console.log(`${packed.length} packages are fit to be published`)
  process.exitCode = problems.length > 0 ? 1 : 0
} finally {
  rmSync(folder, {recursive: true, force: true})
}

async function lint({name, tarball, manifest}) {
  const {buffer, byteOffset, byteLength} = readFileSync(tarball)
  const {messages} = await publint({
    pack: {tarball: buffer.slice(byteOffset, byteOffset + byteLength)},
    level: 'warning',
    strict: true,
  })
  return messages
    .filter((message) => !message.path.includes(OWN_CONDITION))
    .map((message) => `${name}: ${formatMessage(message, manifest, {color: false})}`)
}

function areTheTypesWrong({name, tarball}) {
  // node10 does not read "exports" at all, and cloudprem needs Node 20.
  const attw = path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const args = [attw, tarball, '--profile', 'node16', '--no-color', '--no-emoji', '--exclude-entrypoints', './package.json']
  const {status, stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8'})
  return status === 0 ? [] : [`${name}: attw\n${stdout}${stderr}`]
}

function typeCheckStranger({folder: core}) {
  const consumer = path.join(folder, 'consumer')
  mkdirSync(path.join(consumer, 'node_modules/@cloudprem'), {recursive: true})
  mkdirSync(path.join(consumer, 'node_modules/@types'))
  cpSync(core, path.join(consumer, 'node_modules/@cloudprem/core'), {recursive: true})
  for (const types of ['@types/node', 'undici-types'])
    symlinkSync(path.join(root, 'node_modules', types), path.join(consumer, 'node_modules', types), 'junction')
  writeFileSync(path.join(consumer, 'package.json'), '{"type": "module"}')
  writeFileSync(path.join(consumer, 'hello.ts'), STRANGERS_PLUGIN)
  const compilerOptions = {target: 'es2023', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false, types: ['node']}
  writeFileSync(path.join(consumer, 'tsconfig.json'), JSON.stringify({compilerOptions, include: ['hello.ts']}))
  try {
    execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', consumer], {encoding: 'utf8'})
    return []
  } catch (error) {
    return [`@cloudprem/core: a plugin of a stranger does not compile\n${error.stdout}`]
  }
}
