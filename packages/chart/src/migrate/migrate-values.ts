import {chartUpgrades, upgradeWithin, type ChartUpgrade} from '../majors/upgrades/index.js'
import {checkValues} from '../values-file/check-values.js'
import {styleOf} from '../values-file/edit/file-style.js'
import {parseValues, type ValuesFile} from '../values-file/parse-values.js'
import type {Values} from '../values.js'
import {knownMajorOf, majorOf} from '../versions.js'
import {applyToDocument} from './apply-to-document.js'
import {applyToValues, unshared, type Edit} from './edits.js'
import {parseNodes, usesAliases, writeAliasesOut} from './document.js'
import type {PlannedChange} from './draft.js'
import type {Migration, MigrationChange, MigrationPlace} from './migration.js'
import {addNewSecrets} from './new-secrets.js'
import {planMigration} from './plan-migration.js'
import {restoreLines} from './restore-lines.js'
import {isSame} from './same.js'

export interface MigrationRequest extends MigrationPlace {
  /** Versions of the chart, with or without `v`. */
  from: string
  to: string
  generateSecret: () => string
  /** Ways that are known; default all of {@link chartUpgrades}. */
  upgrades?: readonly ChartUpgrade[]
}

/** Findings that say that a key or a value is wrong by itself, whatever the deployment is meant to be. */
const MISTAKES = new Set(['dead-key', 'child-global', 'platform-not-a-map', 'unknown-key', 'wrong-type'])

/**
 * Carries a values file from one version of the chart to a later one. Comments, order and quotes stay; a moved key takes its
 * comments along.
 *
 * @throws RangeError when no way leads from the one version to the other
 */
export function migrateValues(text: string, request: MigrationRequest): Migration {
  const file = parseValues(text)
  if (!file.values || file.findings.length > 0) throw new UnreadableValues(file)
  const upgrades = waysBetween(majorNumber(request.from), majorNumber(request.to), request.upgrades ?? chartUpgrades)
  const {draft, stops} = planMigration(file.values, upgrades, request, request)
  const major = knownMajorOf(request.to)
  draft.step = `→${request.to}`
  if (major !== undefined) addNewSecrets(draft, file.values, request, major)

  const {texts, removed} = rewrite(text, file.values, draft.edits)
  // What is written is read back first: it must hold what was planned, no more and no less.
  const migrated = texts.find((candidate) => isSame(parseValues(candidate).values, draft.values))
  if (migrated === undefined) throw new Error('the migrated file does not hold what was planned')
  return {
    text: migrated,
    changes: draft.changes.map((change) => withText(change, removed)),
    decisions: [...draft.decisions.values()],
    stops,
    mistakes: major === undefined ? [] : mistakesIn(migrated, request),
  }
}

/** The file is no YAML mapping, or holds a key twice; `file.findings` say where. */
export class UnreadableValues extends Error {
  constructor(readonly file: ValuesFile) {
    super(file.findings[0]?.message ?? 'not readable')
  }
}

/** The file after `edits`: with the lines of the original where they are the same, and as the library writes it. */
function rewrite(text: string, values: Values, edits: readonly Edit[]): {texts: string[]; removed: Map<Edit, string>} {
  const removed = new Map<Edit, string>()
  if (edits.length === 0) return {texts: [text], removed}
  const document = parseNodes(text)
  if (usesAliases(document)) writeAliasesOut(document)
  const current = unshared(values)
  for (const edit of edits) {
    removed.set(edit, applyToDocument(document, edit, current))
    applyToValues(current, edit)
  }
  const style = writtenLike(text)
  const rewritten = document.toString(style)
  return {texts: [restoreLines(text, parseNodes(text).toString(style), rewritten), rewritten], removed}
}

/** The library's options for writing a file as it was written. */
function writtenLike(text: string) {
  const {indent, listIndent} = styleOf(text)
  const flowCollectionPadding = !/[[{][^\s\]}]/.test(text.replaceAll('{{', ''))
  return {lineWidth: 0, indent, indentSeq: listIndent > 0, flowCollectionPadding}
}

function withText({edit, ...change}: PlannedChange, removed: Map<Edit, string>): MigrationChange {
  return change.kind === 'dropped' && edit ? {...change, text: removed.get(edit) ?? ''} : change
}

function mistakesIn(text: string, {to, release, namespace}: MigrationRequest) {
  return checkValues(text, {chartVersion: to, release, namespace}).findings.filter(({rule}) => MISTAKES.has(rule))
}

function majorNumber(version: string): number {
  const major = majorOf(version) ?? Number(/^v?(\d+)\./.exec(version)?.[1])
  if (!Number.isInteger(major)) throw new RangeError(`${version} is no version`)
  return major
}

/** The ways one after another that lead from `from` to `to`. */
function waysBetween(from: number, to: number, known: readonly ChartUpgrade[]): ChartUpgrade[] {
  if (from === to) return [upgradeWithin(from, known)]
  const ways: ChartUpgrade[] = []
  for (let major = from; major < to;) {
    const next = known.find((upgrade) => upgrade.from === major)
    if (!next) throw new RangeError(`no way is known from ${major}.x`)
    ways.push(next)
    major = next.to
  }
  if (ways.length === 0 || ways.at(-1)?.to !== to) throw new RangeError(`no way leads from ${from}.x to ${to}.x`)
  return ways
}
