import {applyEdits, checkValuesFiles, type CheckContext, type Edit, type ValuesReport, type ValuesText} from '@cloudprem/chart'

export interface FixedFiles {
  files: ValuesText[]
  /** How many changes were made, by file name; files without a change are absent. */
  changes: Map<string, number>
  /** What is left. */
  report: ValuesReport
}

/** A change may bring another to light (a key that is now known has the wrong type); more than a few rounds it never takes. */
const MOST_ROUNDS = 5

/** Makes every change that needs no decision, until there is none left. A round that would make things worse is not made. */
export function fixFiles(texts: readonly ValuesText[], context: CheckContext): FixedFiles {
  let files = [...texts]
  let report = checkValuesFiles(files, context)
  const changes = new Map<string, number>()
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edits = report.findings.flatMap(({file = '', edit}) => (edit ? [{file, edit}] : []))
    if (edits.length === 0) break
    const next = files.map(({name, text}) => {
      const own = edits.filter(({file}) => file === name).map(({edit}) => edit)
      return {name, text: applyEdits(text, own)}
    })
    const after = checkValuesFiles(next, context)
    if (!after.values || after.errors > report.errors) break
    for (const {file} of distinct(edits)) changes.set(file, (changes.get(file) ?? 0) + 1)
    files = next
    report = after
  }
  return {files, changes, report}
}

/** Two rules may ask for the same change. */
function distinct(edits: readonly {file: string; edit: Edit}[]): {file: string; edit: Edit}[] {
  return [...new Map(edits.map((each) => [`${each.file}:${each.edit.start}:${each.edit.end}:${each.edit.text}`, each])).values()]
}
