// docs/commands/*.md: the command reference, one page a topic, from the committed oclif manifests.
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import prettier from 'prettier'

const BIN = 'cloudprem'
/** The page of commands that stand alone, as `login`. */
const HOST_PAGE = 'cloudprem'
/** oclif's own command; its flags have no environment names. */
const NOT_LISTED = new Set(['help'])

/**
 * @param {string} root folder of the repository; its manifests must be those of the present commands
 * @returns {Promise<{file: string, content: string}[]>} the pages and their index
 */
export async function commandReference(root) {
  const packages = readPackages(path.join(root, 'packages'))
  const commands = packages.flatMap(({manifest, name}) =>
    Object.values(manifest.commands)
      .filter((command) => !command.hidden && !NOT_LISTED.has(command.id))
      .map((command) => ({...command, package: name, page: command.id.includes(':') ? command.id.split(':')[0] : HOST_PAGE})),
  )
  const topics = Object.assign({}, ...packages.map(({topics}) => topics))
  const pages = [...new Set(commands.map(({page}) => page))].toSorted((a, b) => a.localeCompare(b))
  const options = await prettier.resolveConfig(path.join(root, 'docs/commands/index.md'))
  const format = (text) => prettier.format(text, {...options, parser: 'markdown'})

  return Promise.all([
    ...pages.map(async (page) => ({
      file: `docs/commands/${page}.md`,
      content: await format(
        renderPage(
          page,
          topics[page]?.description,
          commands.filter((command) => command.page === page),
        ),
      ),
    })),
    format(renderIndex(pages, commands)).then((content) => ({file: 'docs/commands/README.md', content})),
  ])
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

function renderIndex(pages, commands) {
  const rows = pages.flatMap((page) =>
    commands
      .filter((command) => command.page === page)
      .map(
        (command) =>
          `| [\`${words(command)}\`](${page}.md#${anchor(command)}) | ${plain(command.summary ?? command.description)} |`,
      ),
  )
  return [
    GENERATED,
    '',
    '# Commands',
    '',
    '| command | what it does |',
    '| --- | --- |',
    ...rows,
    '',
    '## Flags that every command has',
    '',
    flagTable(globalFlags(commands[0])),
    '',
  ].join('\n')
}

function renderPage(page, description, commands) {
  const title = page === HOST_PAGE ? BIN : `${BIN} ${page}`
  const owners = [...new Set(commands.map((command) => command.package))]
  return [
    GENERATED,
    '',
    `# ${title}`,
    '',
    ...(description ? [description, ''] : []),
    `In ${owners.map((name) => `\`${name}\``).join(', ')}. [All commands](README.md).`,
    ...commands.flatMap(renderCommand),
    '',
  ].join('\n')
}

function renderCommand(command) {
  const flags = Object.values(command.flags).filter((flag) => flag.helpGroup !== 'GLOBAL' && !flag.hidden)
  const args = Object.values(command.args).filter((argument) => !argument.hidden)
  const aliases = [...command.aliases, ...command.hiddenAliases].map((id) => `\`${BIN} ${id.replaceAll(':', ' ')}\``)
  return [
    '',
    `## ${words(command)}`,
    '',
    plain(command.summary ?? ''),
    '',
    ...(command.description ? [plain(command.description), ''] : []),
    '```sh',
    `${words(command)}${args.map((argument) => ` ${argument.required ? argument.name.toUpperCase() : `[${argument.name.toUpperCase()}]`}`).join('')}${flags.length > 0 ? ' [FLAGS]' : ''}`,
    '```',
    '',
    ...(aliases.length > 0 ? [`Also: ${aliases.join(', ')}.`, ''] : []),
    ...(args.length > 0 ? ['| argument | meaning |', '| --- | --- |', ...args.map(argumentRow), ''] : []),
    ...(flags.length > 0 ? [flagTable(flags), ''] : []),
    ...(command.examples?.length > 0
      ? ['Examples:', '', '```sh', ...command.examples.map((example) => fill(exampleText(example), command)), '```']
      : []),
  ]
}

function globalFlags(command) {
  return Object.values(command.flags).filter((flag) => flag.helpGroup === 'GLOBAL')
}

function flagTable(flags) {
  const rows = flags.map((flag) => {
    const names = [...(flag.char ? [`-${flag.char}`] : []), flag.allowNo ? `--[no-]${flag.name}` : `--${flag.name}`].join(', ')
    const value = flag.type === 'option' ? ` ${flag.helpValue ?? flag.name.toUpperCase()}` : ''
    const remarks = [
      flag.description ?? flag.summary ?? '',
      ...(flag.required ? ['required'] : []),
      ...(flag.multiple ? ['may be given more than once'] : []),
      ...(flag.options ? [`one of ${flag.options.join(', ')}`] : []),
      ...(flag.type === 'option' && typeof flag.default === 'string' ? [`default: ${flag.default}`] : []),
    ]
    return `| \`${names}${value}\` | ${flag.env ? `\`${flag.env}\`` : '-'} | ${cell(remarks.join('; '))} |`
  })
  return ['| flag | environment | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function argumentRow({name, description, options}) {
  return `| \`${name.toUpperCase()}\` | ${cell([description ?? '', ...(options ? [`one of ${options.join(', ')}`] : [])].join('; '))} |`
}

function exampleText(example) {
  return typeof example === 'string' ? example : `# ${example.description}\n${example.command}`
}

/** oclif's placeholders, as its help fills them. */
function fill(text, command) {
  return text.replaceAll('<%= config.bin %>', BIN).replaceAll('<%= command.id %>', command.id.replaceAll(':', ' '))
}

function words({id}) {
  return `${BIN} ${id.replaceAll(':', ' ')}`
}

/** GitHub's anchor of a heading. */
function anchor(command) {
  return words(command).replaceAll(' ', '-')
}

function plain(text) {
  return text.replaceAll('<%= config.bin %>', BIN).replaceAll('\n', ' ')
}

function cell(text) {
  return plain(text).trim().replaceAll('|', '\\|')
}

const GENERATED = '<!-- Generated from the oclif manifests by `npm run generate`. -->'
