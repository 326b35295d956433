import type {RuleText} from '../rule.js'

/** What is said of the text itself and of the comments in it, before any value is judged. */
export const readingRules: readonly RuleText[] = [
  {
    id: 'yaml-unparsable',
    severity: 'error',
    description: 'The file is YAML that helm can read.',
    why:
      'Helm stops at the first byte it cannot read: nothing is rendered, and its message often names a later line than ' +
      'the mistake.',
  },
  {
    id: 'yaml-not-utf8',
    severity: 'error',
    description: 'The file is text in UTF-8.',
    why:
      'Helm takes UTF-8 only: in another encoding letters with accents, in a password for instance, become other ' +
      'bytes, or helm refuses the file.',
  },
  {
    id: 'yaml-not-a-mapping',
    severity: 'error',
    description: 'The file holds keys and values at the top, no list and no text.',
    why: "Helm merges the file over the chart's own map and refuses anything else: nothing is rendered.",
  },
  {
    id: 'yaml-duplicate-key',
    severity: 'error',
    description: 'No key stands twice in one map.',
    why: 'Helm silently keeps the last of the two: everything below the first, often a whole "global:" block, is lost.',
  },
  {
    id: 'yaml-second-document',
    severity: 'error',
    description: 'The file is one YAML document.',
    why: 'Helm 3 reads the first document only, Helm 4 merges them all: one file gives two deployments.',
  },
  {
    id: 'yaml-aliases',
    severity: 'error',
    description: 'Aliases neither hold themselves nor multiply the file without end.',
    why: 'A few lines of nested aliases stand for gigabytes: helm refuses such a file, or runs out of memory on it.',
  },
  {
    id: 'ignore-unknown-rule',
    severity: 'error',
    description: 'A cloudprem-ignore comment names a rule that exists.',
    why: 'A misspelt name switches nothing off, and whoever reads the comment believes that it does.',
  },
  {
    id: 'ignore-without-reason',
    severity: 'error',
    description: 'A cloudprem-ignore comment says why.',
    why: 'Without a reason nobody can tell later whether the exception still holds.',
  },
  {
    id: 'ignore-unused',
    severity: 'warning',
    description: 'A cloudprem-ignore comment answers for a finding.',
    why: 'A comment that answers for nothing hides the next finding on that line.',
  },
]
