/**
 * docs/rules: a page for every rule of `values validate`, from the rule itself, and from the mistakes of the tests, whose
 * findings are what the rule says.
 *
 * @param {(file: string) => Promise<any>} importSource gives a source below packages
 * @returns {Promise<{file: string, content: string}[]>}
 */
export async function rulePages(importSource) {
  const {ruleTexts} = await importSource('chart/src/values-file/rules/index.ts')
  const {mistakes} = await importSource('chart/test/values-file/mistakes/index.ts')
  const {findingsOf} = await importSource('chart/test/values-file/mistakes/findings-of.ts')
  const rules = ruleTexts.toSorted((one, other) => one.id.localeCompare(other.id))
  const note = '<!-- Generated from packages/chart/src/values-file/rules by `npm run generate`. -->'
  const index = [
    note,
    '',
    '# Rules of `cloudprem values validate`',
    '',
    'The comment `# cloudprem-ignore RULE reason` on a line, or above it, answers for a finding there.',
    '',
    '| rule | severity | demands |',
    '| --- | --- | --- |',
    ...rules.map(({id, severity, description}) => `| [${id}](${id}.md) | ${severity} | ${description.replaceAll('|', '\\|')} |`),
    '',
  ]
  return [
    {file: 'docs/rules/README.md', content: index.join('\n')},
    ...rules.map((rule) => ({
      file: `docs/rules/${rule.id}.md`,
      content: page(note, rule, mistakes.filter((mistake) => mistake.rule === rule.id), findingsOf), // prettier-ignore
    })),
  ]
}

function page(note, {id, severity, description, why}, mistakes, findingsOf) {
  return [
    note,
    '',
    `# ${id}`,
    '',
    `${severity}. ${description}`,
    '',
    `**Why:** ${why}`,
    '',
    ...mistakes.flatMap((each) => example(each, findingsOf)),
  ].join('\n')
}

/** What was written, what is said of it, and what belongs there. */
function example(mistake, findingsOf) {
  const text = mistake.text.replace(' # <--', '')
  const found = findingsOf(mistake, text).find(({rule, file}) => rule === mistake.rule && file === 'mine.yaml')
  return [
    `## When ${mistake.title}`,
    '',
    ...fenced(text),
    `Line ${found.line}: ${found.message}.`,
    '',
    ...(found.fix ? [`Fix: ${found.fix}${found.edit ? ' (`--fix` does it)' : ''}.`, ''] : []),
    ...(mistake.fixed === undefined ? [] : ['Right is, for instance:', '', ...fenced(mistake.fixed.replace(' # <--', ''))]),
  ]
}

function fenced(text) {
  return ['```text', text.trimEnd(), '```', '']
}
