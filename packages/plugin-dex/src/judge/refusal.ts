import type {ValuesPath} from '@cloudprem/chart'

/**
 * The steps of Dex's start, in order. It ends at the first that fails, so what comes first here is what it says.
 * Source: dexidp/dex v2.45.1 cmd/dex/{config,serve}.go and server/server.go.
 */
export const STAGES = [
  'decode',
  'log-format',
  'validate',
  'grpc-tls-files',
  'storage',
  'clients',
  'connector-entries',
  'expiry',
  'remote-ip',
  'issuer',
  'response-types',
  'web-files',
  'no-connectors',
  'open-connectors',
  'listen',
  'https-files',
] as const
export type Stage = (typeof STAGES)[number]

/** Something for which Dex ends at start-up. */
export interface Refusal {
  stage: Stage
  rule: string
  path: ValuesPath
  /** What Dex prints, without the words that every refusal of the stage begins with. */
  says: string
}

/** Something on which the start depends and that a configuration does not tell: a file, a database, a provider. */
export interface Unknown {
  stage: Stage
  path: ValuesPath
  /** `the database db:5432 answers` */
  condition: string
}

/** The text Dex prints, whole, for the refusals of the first stage that has any. */
export function fatalMessage(refusals: readonly Refusal[]): string {
  const [first, ...others] = refusals
  if (!first) return ''
  switch (first.stage) {
    case 'decode':
      return `error parse config file config.yaml: error unmarshaling JSON: ${first.says}`
    case 'validate':
      return ['invalid Config:', first.says, ...others.filter(({stage}) => stage === 'validate').map(({says}) => says)].join(
        '\n\t-\t',
      )
    default:
      return first.says
  }
}

/** In the order in which Dex meets them: by stage, within the document's decoding by key as its JSON sorts them. */
export function inOrder(refusals: readonly Refusal[]): Refusal[] {
  return [...refusals].sort((a, b) => {
    const byStage = STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)
    return byStage !== 0 || a.stage !== 'decode' ? byStage : comparePaths(a.path, b.path)
  })
}

function comparePaths(a: ValuesPath, b: ValuesPath): number {
  for (const [index, step] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (step === other) continue
    if (typeof step === 'number' && typeof other === 'number') return step - other
    return String(step) < String(other) ? -1 : 1
  }
  return a.length - b.length
}
