import type {ReplaceResult} from './result.js'

/** What a person sees of a filled-in file: how many of each placeholder, and where they stood. */
export function renderReplacements({file, from, replacements, secretsGenerated}: ReplaceResult): string[] {
  const placeholders = [...new Set(replacements.map(({placeholder}) => placeholder))]
  return [
    `Wrote ${file ?? 'standard output'} from ${from}${file === undefined ? '' : ' (mode 0600)'}`,
    '',
    ...placeholders.flatMap((placeholder) => {
      const places = replacements.filter((each) => each.placeholder === placeholder)
      const keys = placeholder === 'RANDOM_KEY' ? `, ${secretsGenerated} different keys` : ''
      return [
        `  ${placeholder}  ${places.length} replaced${keys}`,
        ...places.map(({line, path}) => `    line ${String(line).padStart(3)}  ${path ?? '(comment)'}`),
      ]
    }),
  ]
}
