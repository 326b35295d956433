import {ruleTexts, type Finding} from '@cloudprem/chart'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {rulePage} from './rule-page.js'

export interface SarifTool {
  version: string
  /** Its package.json, for the links to the rules' pages. */
  pjson: object
}

const ids = ruleTexts.map(({id}) => id)

/**
 * The findings as a SARIF log, which code hosts show beside the lines. Columns and offsets count UTF-16 units.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(findings: readonly Finding[], ignored: readonly Finding[], tool: SarifTool): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: {name: 'cloudprem', semanticVersion: tool.version, rules: ruleTexts.map((rule) => descriptor(rule, tool))},
        },
        results: [
          ...findings.map((finding) => result(finding)),
          ...ignored.map((finding) => ({...result(finding), suppressions: [{kind: 'inSource'}]})),
        ],
      },
    ],
  }
}

/** What is shown of a rule; whole without its page, which a viewer need not be able to open. */
function descriptor({id, severity, description, why}: (typeof ruleTexts)[number], {pjson}: SarifTool): object {
  const page = rulePage(id, pjson)
  const ignore = `# cloudprem-ignore ${id} reason`
  return {
    id,
    shortDescription: {text: description},
    fullDescription: {text: why},
    help: {
      text: `${description} ${why} To accept one, write the comment "${ignore}" on its line.`,
      markdown: `${description}\n\n**Why:** ${why}\n\nTo accept one, write the comment \`${ignore}\` on its line.`,
    },
    ...(page !== undefined && {helpUri: page}),
    defaultConfiguration: {level: severity},
  }
}

function result({rule, severity, message, fix, edit, file = '', line, column}: Finding): object {
  const artifactLocation = {uri: uriOf(file)}
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: {text: fix === undefined ? message : `${message}. Fix: ${fix}`},
    locations: [{physicalLocation: {artifactLocation, region: {startLine: line, startColumn: column}}}],
    ...(edit && {
      fixes: [
        {
          description: {text: fix ?? message},
          artifactChanges: [
            {
              artifactLocation,
              replacements: [
                {
                  deletedRegion: {charOffset: edit.start, charLength: edit.end - edit.start},
                  insertedContent: {text: edit.text},
                },
              ],
            },
          ],
        },
      ],
    }),
  }
}

/** A relative file name as the URI reference that SARIF wants, to be looked up in the checkout; an absolute one as a file's. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href
  return file.split(path.sep).map(encodeURIComponent).join('/')
}
