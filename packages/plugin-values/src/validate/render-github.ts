import type {Finding} from '@cloudprem/chart'

/** The findings as workflow commands, which GitHub Actions shows beside the lines of a pull request. */
export function renderGithub(findings: readonly Finding[]): string[] {
  return findings.map(({rule, severity, file = '', line, column, message, fix}) => {
    const properties = Object.entries({file, line, col: column, title: rule})
      .map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`)
      .join(',')
    return `::${severity} ${properties}::${escaped(fix === undefined ? message : `${message}. Fix: ${fix}`)}`
  })
}

/** As @actions/core writes them: the line end would end the command. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
