import {formatPath, isMap, parsePath, valueAt} from '../../values.js'
import type {Repair} from '../finding.js'
import type {Rule} from '../rule.js'

export const deadKey: Rule = {
  id: 'dead-key',
  severity: 'error',
  description: 'No key is set that an older chart had and this one does not read.',
  why:
    "Helm accepts the key, the manifests do not change, and the chart's default stays in force: a host without TLS, a " +
    'published secret.',
  check: (values, {facts}) =>
    facts.deadKeys.map(({path, replacement, why}) =>
      valueAt(values.given, path) === undefined
        ? undefined
        : {
            path,
            message: `${path} is ignored: ${why}`,
            fix: replacement === undefined ? `remove ${path}` : `move it to ${replacement}`,
            ...renamed(path, replacement),
          },
    ),
}

/** Only another name beside its old one is mechanical; what moves to another map may meet something there. */
function renamed(path: string, replacement: string | undefined): {repair?: Repair} {
  const to = replacement === undefined ? [] : parsePath(replacement)
  const from = parsePath(path)
  const key = to.at(-1)
  const beside = typeof key === 'string' && formatPath(from.slice(0, -1)) === formatPath(to.slice(0, -1))
  return beside ? {repair: {kind: 'rename', key}} : {}
}

const IGNORED_GLOBALS = ['platform', 'postgresql', 'licence', 'monitoring', 'aws']

/** The umbrella has these branches itself, and its own win. */
export const childGlobal: Rule = {
  id: 'child-global',
  severity: 'error',
  description: 'Globals stand at the top of the file, not below a child chart.',
  why: "The umbrella chart's own globals win, and helm says nothing: a password that was changed here is changed nowhere.",
  check: (values, {facts}) =>
    facts.topKeys
      .filter((key) => key !== 'global')
      .flatMap((child) =>
        IGNORED_GLOBALS.map((branch) => {
          const path = `${child}.global.${branch}`
          return valueAt(values.given, path) === undefined
            ? undefined
            : {path, message: `${path} is ignored: the umbrella's own global.${branch} wins`, fix: `move it to global.${branch}`}
        }),
      ),
}

/** A switch of 2.x; from 3.0 on everything below global.platform must be a map. */
export const platformNotMap: Rule = {
  id: 'platform-not-a-map',
  severity: 'error',
  description: 'Everything directly below global.platform is a map (3.x, 4.x).',
  why:
    'The templates index into it: helm stops with "wrong type for value; expected map[string]interface {}", without ' +
    'naming the key.',
  check: (values, {facts}) => {
    const platform = valueAt(values.given, 'global.platform')
    if (facts.major < 3 || !isMap(platform)) return []
    return Object.entries(platform).map(([key, value]) =>
      value === null || isMap(value)
        ? undefined
        : {
            path: ['global', 'platform', key],
            message: `global.platform.${key} is no map, and helm refuses the chart ("wrong type for value")`,
            fix:
              key === 'enabled'
                ? 'remove it; parts are switched by global.platform.<part>.enabled'
                : `remove global.platform.${key}`,
          },
    )
  },
}
