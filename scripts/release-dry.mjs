// `npm run release:dry`: a release up to the point where something would leave this machine, in a clone that is thrown away:
// changesets give the next version, the packages are built and packed, and an SBOM is made. Not `npm publish --dry-run`: it asks the
// registry, and refuses a version that is there already.
import {execFileSync} from 'node:child_process'
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const clone = path.join(mkdtempSync(path.join(tmpdir(), 'cloudprem-release-')), 'clone')
const problems = []
try {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], {stdio: 'inherit'})
  const folders = readdirSync(path.join(clone, 'packages')).map((name) => path.join(clone, 'packages', name))
  linkModules(folders)
  const before = versions(folders)
  const changesets = readdirSync(path.join(clone, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')
  run(process.execPath, ['node_modules/@changesets/cli/bin.js', 'version'], clone)
  const after = versions(folders)

  if (after.size !== 1) problems.push(`the packages do not have one version: ${[...after].join(', ')}`)
  if (changesets.length > 0 && [...before].join() === [...after].join()) problems.push('the changesets raised no version')
  run(process.execPath, ['scripts/build.mjs', '--force'], clone)
  for (const folder of folders) {
    const pjson = read(folder)
    problems.push(...wrongDependencies(pjson))
    if (pjson.private) continue
    const [{name, version, files, size}] = JSON.parse(
      run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], folder),
    )
    console.log(`${name} ${version}: ${files.length} files, ${(size / 1e6).toFixed(2)} MB packed`)
    const shipped = new Set(files.map((file) => file.path))
    const wanted = ['package.json', 'dist/THIRD-PARTY-LICENSES.txt', ...(pjson.oclif ? ['oclif.manifest.json'] : [])]
    for (const file of wanted) if (!shipped.has(file)) problems.push(`${name} lacks ${file}`)
    if (pjson.oclif) {
      const manifest = JSON.parse(readFileSync(path.join(folder, 'oclif.manifest.json'), 'utf8'))
      if (manifest.version !== version) problems.push(`${name}: its manifest is that of ${manifest.version}, not ${version}`)
    }
  }
  // Of the real folder: npm looks at what is installed, and the clone has only links.
  const sbom = JSON.parse(run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], root))
  console.log(`SBOM: ${sbom.components.length} components, CycloneDX ${sbom.specVersion}`)
  console.log(`${[...before].join()} becomes ${[...after].join()} by ${changesets.length} changesets`)
} finally {
  rmSync(path.dirname(clone), {recursive: true, force: true})
}
for (const problem of problems) console.error(`✖ ${problem}`)
process.exitCode = problems.length > 0 ? 1 : 0

/** The installed libraries by links, our own packages from the clone. */
function linkModules(folders) {
  const modules = path.join(root, 'node_modules')
  const own = path.join(clone, 'node_modules')
  execFileSync('mkdir', ['-p', path.join(own, '@cloudprem')])
  for (const name of readdirSync(modules).filter((each) => each !== '@cloudprem'))
    symlinkSync(path.join(modules, name), path.join(own, name))
  for (const folder of folders) {
    symlinkSync(folder, path.join(own, '@cloudprem', read(folder).name.split('/')[1]))
    const nested = path.join(root, 'packages', path.basename(folder), 'node_modules')
    if (existsSync(nested)) cpSync(nested, path.join(folder, 'node_modules'), {recursive: true})
  }
}

function wrongDependencies({name, version, dependencies = {}}) {
  return Object.entries(dependencies)
    .filter(([dependency, range]) => dependency.startsWith('@cloudprem/') && range !== version)
    .map(([dependency, range]) => `${name} ${version} depends on ${dependency}@${range}`)
}

function versions(folders) {
  return new Set(folders.map((folder) => read(folder).version))
}

function read(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
}

function run(program, args, cwd) {
  return execFileSync(program, args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e9})
}
