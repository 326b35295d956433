import {valuesRules, type Finding} from '@cloudprem/chart'

/** The findings as a SARIF 2.1.0 log, which code hosts show beside the lines. Columns count UTF-16 units. */
export function renderSarif(file: string, findings: Finding[], toolVersion: string): object {
  const described = new Map(valuesRules.map(({id, description}) => [id, description]))
  const ids = [...new Set([...described.keys(), ...findings.map(({rule}) => rule)])]
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
            rules: ids.map((id) => ({id, shortDescription: {text: described.get(id) ?? id}})),
          },
        },
        results: findings.map(({rule, severity, message, fix, line, column}) => ({
          ruleId: rule,
          ruleIndex: ids.indexOf(rule),
          level: severity,
          message: {text: fix === undefined ? message : `${message}. Fix: ${fix}`},
          locations: [{physicalLocation: {artifactLocation: {uri: file}, region: {startLine: line, startColumn: column}}}],
        })),
      },
    ],
  }
}
