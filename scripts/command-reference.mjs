// docs/commands/*.md: the command reference, one page a topic, from the committed oclif manifests.
import path from 'node:path'
import prettier from 'prettier'
import {
  aliases,
  argumentMeaning,
  BIN,
  examples,
  flagMeaning,
  flagNames,
  globalFlags,
  HOST_PAGE,
  ownFlags,
  plain,
  readCommands,
  shownArguments,
  usage,
  words,
} from './command-manifests.mjs'

/**
 * @param {string} root folder of the repository; its manifests must be those of the present commands
 * @returns {Promise<{file: string, content: string}[]>} the pages and their index
 */
export async function commandReference(root) {
  const {commands, topics, pages} = readCommands(root)
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
  const flags = ownFlags(command)
  const args = shownArguments(command)
  const otherNames = aliases(command).map((name) => `\`${name}\``)
  return [
    '',
    `## ${words(command)}`,
    '',
    plain(command.summary ?? ''),
    '',
    ...(command.description ? [plain(command.description), ''] : []),
    '```sh',
    `${usage(command)}${flags.length > 0 ? ' [FLAGS]' : ''}`,
    '```',
    '',
    ...(otherNames.length > 0 ? [`Also: ${otherNames.join(', ')}.`, ''] : []),
    ...(args.length > 0 ? ['| argument | meaning |', '| --- | --- |', ...args.map(argumentRow), ''] : []),
    ...(flags.length > 0 ? [flagTable(flags), ''] : []),
    ...(command.examples?.length > 0 ? ['Examples:', '', '```sh', ...examples(command), '```'] : []),
  ]
}

function flagTable(flags) {
  const rows = flags.map((flag) => {
    const {names, value} = flagNames(flag)
    return `| \`${names.join(', ')}${value ? ` ${value}` : ''}\` | ${flag.env ? `\`${flag.env}\`` : '-'} | ${cell(flagMeaning(flag))} |`
  })
  return ['| flag | environment | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function argumentRow(argument) {
  return `| \`${argument.name.toUpperCase()}\` | ${cell(argumentMeaning(argument))} |`
}

/** GitHub's anchor of a heading. */
function anchor(command) {
  return words(command).replaceAll(' ', '-')
}

function cell(text) {
  return plain(text).trim().replaceAll('|', '\\|')
}

const GENERATED = '<!-- Generated from the oclif manifests by `npm run generate`. -->'
