import {deployedHosts, type DeployedHost} from '../hosts.js'
import type {ChartFacts, SecretSetting} from '../majors/index.js'
import {isMap, valueAt, walk, type Values, type ValuesPath} from '../values.js'
import {atLeast} from '../versions.js'

/** The values of a file laid over what is known of the chart's own. */
export class ChartValues {
  private readonly defaults: ReadonlyMap<string, unknown>

  constructor(
    /** What the file holds. */
    readonly given: Values,
    private readonly facts: ChartFacts,
    readonly version: string,
  ) {
    this.defaults = new Map(facts.settings.map(({path, default: value}) => [path, value]))
  }

  private walked: readonly {path: ValuesPath; value: unknown}[] | undefined

  /** Every value that the file holds, with its path. */
  get entries(): readonly {path: ValuesPath; value: unknown}[] {
    this.walked ??= [...walk(this.given)] // several rules look at all of them
    return this.walked
  }

  /** What is in force at `path`: the file's value, else the chart's default. An explicit null removes the default. */
  at(path: string): unknown {
    const given = valueAt(this.given, path)
    return given === undefined ? this.defaults.get(path) : (given ?? undefined)
  }

  /** The string in force at `path`, or undefined when there is none or it is empty. */
  text(path: string): string | undefined {
    const value = this.at(path)
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  /** Whether the switch at `path` is on; one that is not set and has no known default counts as off. */
  isOn(path: string): boolean {
    return this.at(path) === true
  }

  /** The list at `path`; empty when there is none. */
  list(path: string): unknown[] {
    const value = this.at(path)
    return Array.isArray(value) ? value : []
  }

  map(path: string): Values {
    const value = this.at(path)
    return isMap(value) ? value : {}
  }

  /** The names this file deploys. */
  get hosts(): DeployedHost[] {
    return deployedHosts(this.given, this.version, this.facts.hosts)
  }

  deploys(component: DeployedHost['component']): boolean {
    return this.hosts.some((host) => host.component === component)
  }

  /** The secrets that are in use with this file. */
  get secrets(): SecretSetting[] {
    return this.facts.secrets.filter(({enabledPath, onByDefaultSince}) => {
      if (enabledPath === undefined) return true
      const given = valueAt(this.given, enabledPath)
      if (given !== undefined) return given === true
      return onByDefaultSince === undefined || atLeast(this.version, onByDefaultSince)
    })
  }

  get hasBundledDatabase(): boolean {
    return this.isOn('membership.postgresql.enabled')
  }
}
