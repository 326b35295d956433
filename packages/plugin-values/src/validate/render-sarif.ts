import {ruleTexts, type Finding} from '@cloudprem/chart'

/** The findings as a SARIF 2.1.0 log, which code hosts show beside the lines. Columns count UTF-16 units. */
export function renderSarif(findings: readonly Finding[], ignored: readonly Finding[], toolVersion: string): object {
  const ids = ruleTexts.map(({id}) => id)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: {
            name: 'cloudprem',
            version: toolVersion,
            rules: ruleTexts.map(({id, severity, description}) => ({
              id,
              shortDescription: {text: description},
              defaultConfiguration: {level: severity},
            })),
          },
        },
        results: [
          ...findings.map((finding) => result(finding, ids)),
          ...ignored.map((finding) => ({...result(finding, ids), suppressions: [{kind: 'inSource'}]})),
        ],
      },
    ],
  }
}

function result({rule, severity, message, fix, file = '', line, column}: Finding, ids: readonly string[]): object {
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: {text: fix === undefined ? message : `${message}. Fix: ${fix}`},
    locations: [{physicalLocation: {artifactLocation: {uri: uriOf(file)}, region: {startLine: line, startColumn: column}}}],
  }
}

/** A relative file name as the URI reference that SARIF wants. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}
