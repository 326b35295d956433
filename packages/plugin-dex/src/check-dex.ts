import {judgeDexConfiguration, type DexVerdict} from './judge/judge-dex-configuration.js'
import type {Problem} from './problem.js'
import {chartProblems} from './rules/chart.js'
import {clientProblems} from './rules/clients.js'
import {connectorProblems} from './rules/connectors.js'
import {flowProblems} from './rules/flow.js'
import {issuerProblems} from './rules/issuer.js'
import {passwordProblems, type PasswordMatches} from './rules/passwords.js'
import {refusedProblems} from './rules/refused.js'
import {storageProblems} from './rules/storage.js'
import {variableProblems} from './rules/variables.js'
import type {Subject} from './subject.js'

export interface DexCheck {
  verdict: DexVerdict
  problems: Problem[]
}

/** Judges a configuration: first what Dex refuses, in its order, then what it accepts and cannot work with. */
export async function checkDex(subject: Subject, matches: PasswordMatches): Promise<DexCheck> {
  const verdict = judgeDexConfiguration(subject.document, {env: subject.environment, version: subject.version})
  const refused = refusedProblems(verdict)
  const accepted = [
    ...issuerProblems(subject),
    ...clientProblems(subject),
    ...(await passwordProblems(subject, matches)),
    ...connectorProblems(subject),
    ...variableProblems(subject),
    ...storageProblems(subject),
    ...flowProblems(subject),
    ...chartProblems(subject),
  ]
  const taken = new Set(refused.map(({path}) => path.join('.')))
  // One value, one verdict: what Dex refuses needs no second reason.
  return {verdict, problems: [...refused, ...accepted.filter(({path}) => path.length === 0 || !taken.has(path.join('.')))]}
}
