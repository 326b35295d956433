import assert from 'node:assert/strict'
import fc from 'fast-check'
import {dump} from 'js-yaml'
import {
  chartUpgrades,
  formatPath,
  isMap,
  isSame,
  migrateValues,
  parsePath,
  parseValues,
  setAt,
  valueAt,
  walk,
  type Migration,
  type Values,
  type ValuesPath,
} from '../../src/index.js'

/** Every path that any change names: what a file holds there is what may get lost. */
const NAMED = [
  ...new Set(
    chartUpgrades.flatMap(({changes}) =>
      changes.flatMap((change) => {
        switch (change.kind) {
          case 'moved':
            return [change.from, change.to]
          case 'split-url':
            return [change.from, ...Object.values(change.to)]
          case 'common-domain':
            return [change.to, ...change.hosts.flatMap(({from, to}) => [from, to])]
          case 'moved-to-environment':
            return [change.from, change.list]
          case 'added-to-items':
          case 'removed-items':
            return [change.list]
          default:
            return [change.path]
        }
      }),
    ),
  ),
]

const scalar = fc.oneof(
  fc.string({unit: 'grapheme', maxLength: 12}),
  fc.constantFrom('', 'yes', '0755', '1e3', 'null', '# no comment', 'a: b', '{{ .Values.global.platform.console.host }}'),
  fc.constantFrom('https://a.example/b', 'postgresql://u:p@postgresql.x:5432/d?sslmode=disable', 'membership.a.example'),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
)
const key = fc.oneof(fc.constantFrom('enabled', 'a', 'b.c', 'secret', '<', 'key with blanks', '7'), fc.string({maxLength: 6}))
const value = fc.letrec<{tree: unknown}>((tie) => ({
  tree: fc.oneof(
    {maxDepth: 3, withCrossShrink: true},
    scalar,
    fc.array(tie('tree'), {maxLength: 3}),
    fc.dictionary(
      key.filter((name) => name !== '<<' && name !== '__proto__' && isSame(parsePath(formatPath(['x', name])), ['x', name])),
      tie('tree'),
      {maxKeys: 3},
    ),
  ),
})).tree

/** A file with values at paths that matter and at some that do not. */
const file = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMED), fc.constantFrom('mine', 'portal.mine', 'console.mine')), value), {
    minLength: 1,
    maxLength: 12,
  })
  .map((settings) => {
    const values: Values = {}
    for (const [path, each] of settings) if (hasRoom(values, path)) setAt(values, path, each)
    return values
  })

function hasRoom(values: Values, path: string): boolean {
  const steps = parsePath(path)
  return steps.slice(0, -1).every((_, depth) => {
    const above = valueAt(values, steps.slice(0, depth + 1))
    return above === undefined || isMap(above)
  })
}

function leaves(values: Values): {path: ValuesPath; value: unknown}[] {
  return [...walk(values)].filter(({value: each}) => !isMap(each) && !Array.isArray(each))
}

const isBelow = (path: string, base: string) => path === base || path.startsWith(`${base}.`) || path.startsWith(`${base}[`)

/** Follows a value through the report: where it is in the end, or how it left. */
function follow(start: string, {changes}: Migration): {path: string; gone?: string; rewritten?: boolean} {
  let path = start
  let rewritten = false
  for (const change of changes) {
    if (change.kind === 'moved' && isBelow(path, change.from)) path = change.to + path.slice(change.from.length)
    if (change.kind === 'converted' && path === change.from) {
      path = change.to
      rewritten = true
    }
    if (change.kind === 'dropped' && isBelow(path, change.from)) return {path, gone: change.text}
  }
  return {path, rewritten}
}

describe('migrating any values file', () => {
  for (const [from, to] of [
    ['1.0.3', '2.2.1'],
    ['2.2.1', '3.20.1'],
    ['3.20.1', '4.10.2'],
    ['2.2.1', '4.10.2'],
    ['1.0.3', '4.10.2'],
  ] as const) {
    it(`loses no value from ${from} to ${to}: each is in the new file, where the report says, or named as dropped`, () => {
      fc.assert(
        fc.property(file, (values) => {
          const text = dump(values)
          const before = parseValues(text).values ?? {}
          const migrated = migrateValues(text, {
            from,
            to,
            release: 'cloudprem',
            namespace: 'formance-system',
            generateSecret: () => 'generatedSecretOfThisTest0123456',
          })
          const after = parseValues(migrated.text).values ?? {}
          for (const leaf of leaves(before)) {
            const {path, gone, rewritten} = follow(formatPath(leaf.path), migrated)
            if (gone !== undefined) {
              assert.notEqual(gone, '', `${path} was dropped without its text`)
              continue
            }
            const now = valueAt(after, parsePath(path))
            assert.ok(now !== undefined, `${formatPath(leaf.path)} is lost`)
            if (rewritten !== true) assert.ok(isSame(now, leaf.value), `${path} changed`)
          }
        }),
        {numRuns: 150, seed: 20261124},
      )
    }).timeout(120_000)
  }
})
