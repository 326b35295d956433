// packages/cli/man/cloudprem.1: the manual page, from the committed oclif manifests.
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
} from './command-manifests.mjs'
import {EXIT_CODES} from './exit-codes.mjs'
import {bold, example, firstParagraph, heading, italic, paragraph, roff, subheading, tagged} from './roff.mjs'

/** What no flag sets. */
const VARIABLES = [
  ['CLOUDPREM_CONFIG_DIR', 'where profiles and logins are kept (default: $XDG_CONFIG_HOME/cloudprem, else ~/.config/cloudprem)'],
  [
    'CLOUDPREM_DATA_DIR',
    'where plugins and the sandbox are kept (default: $XDG_DATA_HOME/cloudprem, else ~/.local/share/cloudprem)',
  ],
  [
    'CLOUDPREM_CACHE_DIR',
    'what may be removed at any time (default: $XDG_CACHE_HOME/cloudprem, else ~/.cache/cloudprem; on macOS ~/Library/Caches/cloudprem)',
  ],
  [
    'CLOUDPREM_NO_UPDATE_NOTICE',
    'with any value: do not look for a newer version and say nothing of it. Without it npm is asked once a day, and only on a terminal',
  ],
  ['CLOUDPREM_NO_JIT', '1: never install a plugin for a command that needs it; it ends with 3 and tells what to install'],
  ['CLOUDPREM_NO_FAST_START', 'with any value: nothing of an earlier run makes this one faster'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'proxies, and what is reached without them; npm and helm read them as well'],
  ['NODE_EXTRA_CA_CERTS', 'file with certificates that are trusted in addition'],
  ['NO_COLOR', 'with any value: no colours'],
  ['CI', 'with any value: nobody is asked, as without a terminal'],
  ['KUBECONFIG', 'as kubectl and helm read it'],
  [
    'PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE, PGSERVICE, PGPASSFILE',
    'the database, where --dsn is not given; as psql reads them',
  ],
]

const FILES = [
  ['~/.config/cloudprem/profiles.json', 'the profiles: what every step needs to know and must not ask twice'],
  ['~/.config/cloudprem/credentials.json', 'the logins; mode 0600'],
  ['~/.local/share/cloudprem/plugins', 'what "cloudprem plugins install" has installed'],
  ['~/.local/share/cloudprem/sandbox', 'the data of the sandbox'],
  ['~/.cache/cloudprem', 'caches'],
  ['values.yaml', 'the values file, in the working folder; mode 0600'],
]

/**
 * The manual page. It has neither date nor version, so that it changes with the commands and with nothing else.
 *
 * @param {string} root folder of the repository; its manifests must be those of the present commands
 */
export function manPage(root) {
  const {commands, pages} = readCommands(root)
  const order = [HOST_PAGE, ...pages.filter((page) => page !== HOST_PAGE)]
  return `${[
    '.\\" Generated from the oclif manifests by `npm run generate`.',
    `.TH ${BIN.toUpperCase()} 1 "" "${BIN}" "CloudPrem"`,
    // Names of variables must not be hyphenated: they are copied.
    '.nh',
    '.ad l',
    heading('NAME'),
    // A single hyphen parts name and purpose, as whatis and apropos read it.
    `${BIN} \\- ${roff('deploy Formance CloudPrem on your own Kubernetes')}`,
    heading('SYNOPSIS'),
    `${bold(BIN)} ${italic('COMMAND')} [${italic('ARGUMENTS')}] [${italic('FLAGS')}]`,
    heading('DESCRIPTION'),
    firstParagraph('Each step of the deployment guide of Formance CloudPrem is one safe command.'),
    paragraph('The host has the commands that stand alone; the others come with a plugin each, which is named with them.'),
    paragraph(
      'Results go to standard output, remarks to standard error. A secret is taken as @FILE, as - (standard input) or from the environment.',
    ),
    heading('OPTIONS'),
    firstParagraph('Every command has these:'),
    ...globalFlags(commands[0]).map(renderFlag),
    tagged(bold('--help'), 'show the help of a command'),
    tagged(bold('--version'), 'show the version; only without a command'),
    heading('COMMANDS'),
    ...order.flatMap((page) => commands.filter((command) => command.page === page)).flatMap(renderCommand),
    heading('ENVIRONMENT'),
    firstParagraph('Each flag has a variable, named with it above; the flag wins. Beside them:'),
    ...VARIABLES.map(([name, meaning]) => tagged(bold(name), meaning)),
    heading('FILES'),
    ...FILES.map(([name, meaning]) => tagged(italic(name), meaning)),
    heading('EXIT STATUS'),
    ...EXIT_CODES.map(([code, meaning]) => tagged(bold(String(code)), meaning)),
    heading('EXAMPLES'),
    firstParagraph('Rehearse the whole guide on this machine:'),
    example(`${BIN} sandbox tour`),
    paragraph('Complete commands, flags and their values with Tab:'),
    example(`source <(${BIN} completion bash)`),
    heading('SEE ALSO'),
    `${bold('helm')}(1), ${bold('kubectl')}(1), ${bold('psql')}(1), ${bold('npm')}(1)`,
  ].join('\n')}\n`
}

function renderCommand(command) {
  const flags = ownFlags(command)
  const args = shownArguments(command)
  const otherNames = aliases(command)
  return [
    subheading(`${usage(command)}${flags.length > 0 ? ' [FLAGS]' : ''}`),
    firstParagraph(plain(command.summary ?? '')),
    ...(command.description ? [paragraph(plain(command.description))] : []),
    paragraph(`In ${command.package}.${otherNames.length > 0 ? ` Also: ${otherNames.join(', ')}.` : ''}`),
    ...args.map((argument) => tagged(italic(argument.name.toUpperCase()), plain(argumentMeaning(argument)))),
    ...flags.map(renderFlag),
    ...(command.examples?.length > 0 ? [paragraph('Examples:'), example(examples(command).join('\n'))] : []),
  ]
}

function renderFlag(flag) {
  const {names, value} = flagNames(flag)
  const tag = `${names.map(bold).join(', ')}${value ? ` ${italic(value)}` : ''}`
  return tagged(tag, `${plain(flagMeaning(flag))}${flag.env ? ` (${flag.env})` : ''}`)
}
