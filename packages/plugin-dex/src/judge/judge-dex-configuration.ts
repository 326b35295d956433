import {isMap} from '@cloudprem/chart'
import {entryRefusals} from './check-clients.js'
import {expiryRefusals} from './check-expiry.js'
import {serverRefusals, serverUnknowns} from './check-server.js'
import {checkStorage} from './check-storage.js'
import {decodeRefusals} from './decode.js'
import {EMPTY_ENVIRONMENT, type DexEnvironment} from './environment.js'
import {spelledPath, textAt} from './fields.js'
import {openConnectors, type ConnectorFailure} from './open-connectors.js'
import {fatalMessage, inOrder, type Refusal, type Unknown} from './refusal.js'
import {validateRefusals} from './validate-document.js'
import {DEFAULT_DEX_VERSION, type DexVersion} from './version.js'

export interface JudgeOptions {
  /** Variables of Dex's pod; default none. */
  env?: DexEnvironment
  version?: DexVersion
}

export interface DexVerdict {
  /** Whether Dex starts; undefined when that depends on what a configuration does not tell (`unknowns`). */
  accepted: boolean | undefined
  /** What Dex prints when it ends; empty unless refused. */
  message: string
  /** Everything it would end for, in the order in which it would come to it. */
  refusals: Refusal[]
  /** What must hold besides. */
  unknowns: Unknown[]
  /** Connectors without which Dex starts although they are configured. */
  tolerated: ConnectorFailure[]
}

/**
 * Says what Dex does when it is started with `config`: its config.yaml as data, with what its flags say put in. Nothing is
 * started, read or asked.
 */
export function judgeDexConfiguration(config: unknown, options: JudgeOptions = {}): DexVerdict {
  const {env = EMPTY_ENVIRONMENT, version = DEFAULT_DEX_VERSION} = options
  const document = isMap(config) ? config : {}
  const decoding = decodeRefusals(document, env, version)
  const unreadable = decoding.filter(({stage}) => stage === 'decode').map(({path}) => path)
  const storage = checkStorage(document, env)
  const opening = openConnectors(document, env, version)
  const refusals = inOrder([
    ...decoding,
    ...formatRefusals(document),
    ...validateRefusals(document),
    ...storage.refusals,
    ...entryRefusals(document),
    ...expiryRefusals(document, env, version),
    ...serverRefusals(document, version),
    ...opening.refusals,
  ]).filter((refusal) => refusal.stage === 'decode' || !unreadable.some((path) => isWithin(refusal.path, path)))
  const unknowns = [...storage.unknowns, ...serverUnknowns(document, env), ...opening.unknowns]
  return {
    accepted: refusals.length > 0 ? false : unknowns.length > 0 ? undefined : true,
    message: fatalMessage(refusals),
    refusals,
    unknowns,
    tolerated: opening.tolerated,
  }
}

function formatRefusals(document: Record<string, unknown>): Refusal[] {
  const format = textAt(document, 'logger.format')
  if (['', 'json', 'text'].includes(format.toLowerCase())) return []
  const says = `invalid config: log format is not one of the supported values (json, text): ${format}`
  return [{stage: 'log-format', rule: 'log-format-unknown', path: spelledPath(document, 'logger.format'), says}]
}

/** Whether `path` lies at or below `base`: a value that cannot even be read needs no second verdict. */
function isWithin(path: readonly (string | number)[], base: readonly (string | number)[]): boolean {
  return base.every((step, index) => path[index] === step)
}
