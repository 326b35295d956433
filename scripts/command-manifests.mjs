// What the committed oclif manifests say of the commands of host and plugins.
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

export const BIN = 'cloudprem'
/** The page of commands that stand alone, as `login`. */
export const HOST_PAGE = 'cloudprem'
/** oclif's own command; its flags have no environment names. */
const NOT_LISTED = new Set(['help'])

/**
 * @param {string} root folder of the repository; its manifests must be those of the present commands
 * @returns the commands that are shown, each with its package and page; the pages in order; what each topic is about
 */
export function readCommands(root) {
  const packages = readPackages(path.join(root, 'packages'))
  const commands = packages
    .flatMap(({manifest, name}) =>
      Object.values(manifest.commands)
        .filter((command) => !command.hidden && !NOT_LISTED.has(command.id))
        .map((command) => ({...command, package: name, page: command.id.includes(':') ? command.id.split(':')[0] : HOST_PAGE})),
    )
    // oclif lists them as it happens to find their files.
    .toSorted((a, b) => a.id.localeCompare(b.id))
  const topics = Object.assign({}, ...packages.map(({topics}) => topics))
  const pages = [...new Set(commands.map(({page}) => page))].toSorted((a, b) => a.localeCompare(b))
  return {commands, topics, pages}
}

function readPackages(folder) {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((each) => existsSync(path.join(each, 'oclif.manifest.json')))
    .map((each) => {
      const {name, oclif} = JSON.parse(readFileSync(path.join(each, 'package.json'), 'utf8'))
      return {
        name,
        topics: oclif.topics ?? {},
        manifest: JSON.parse(readFileSync(path.join(each, 'oclif.manifest.json'), 'utf8')),
      }
    })
}

/** The flags that every command has. */
export function globalFlags(command) {
  return Object.values(command.flags).filter((flag) => flag.helpGroup === 'GLOBAL')
}

/** The flags of this command alone. */
export function ownFlags(command) {
  return Object.values(command.flags).filter((flag) => flag.helpGroup !== 'GLOBAL' && !flag.hidden)
}

export function shownArguments(command) {
  return Object.values(command.args).filter((argument) => !argument.hidden)
}

/** `-n, --namespace`, and the name of its value, if it takes one. */
export function flagNames(flag) {
  return {
    names: [...(flag.char ? [`-${flag.char}`] : []), flag.allowNo ? `--[no-]${flag.name}` : `--${flag.name}`],
    value: flag.type === 'option' ? (flag.helpValue ?? flag.name.toUpperCase()) : undefined,
  }
}

/** What a flag does, and what its value may be. */
export function flagMeaning(flag) {
  return [
    flag.description ?? flag.summary ?? '',
    ...(flag.required ? ['required'] : []),
    ...(flag.multiple ? ['may be given more than once'] : []),
    ...(flag.options ? [`one of ${flag.options.join(', ')}`] : []),
    ...(flag.type === 'option' && typeof flag.default === 'string' ? [`default: ${flag.default}`] : []),
  ].join('; ')
}

export function argumentMeaning({description, options}) {
  return [description ?? '', ...(options ? [`one of ${options.join(', ')}`] : [])].join('; ')
}

/** The command line without its flags: `cloudprem values validate [FILE]`. */
export function usage(command) {
  if (typeof command.usage === 'string') return `${BIN} ${fill(command.usage, command)}`
  const args = shownArguments(command).map(({name, required}) => (required ? name.toUpperCase() : `[${name.toUpperCase()}]`))
  return [words(command), ...args].join(' ')
}

/** The other names under which a command runs. */
export function aliases({aliases, hiddenAliases}) {
  return [...aliases, ...hiddenAliases].map((id) => `${BIN} ${id.replaceAll(':', ' ')}`)
}

/** The examples as they are typed; a described one has a comment before it. */
export function examples(command) {
  return (command.examples ?? []).map((example) =>
    fill(typeof example === 'string' ? example : `# ${example.description}\n${example.command}`, command),
  )
}

/** oclif's placeholders, as its help fills them. */
function fill(text, command) {
  return text.replaceAll('<%= config.bin %>', BIN).replaceAll('<%= command.id %>', command.id.replaceAll(':', ' '))
}

export function words({id}) {
  return `${BIN} ${id.replaceAll(':', ' ')}`
}

export function plain(text) {
  return text.replaceAll('<%= config.bin %>', BIN).replaceAll('\n', ' ')
}
