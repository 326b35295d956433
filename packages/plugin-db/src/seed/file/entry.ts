import type {Place} from './findings.js'

/** The lists of a seed file, in the order in which they must stand. */
export const SECTIONS = ['regions', 'stacks'] as const
export type Section = (typeof SECTIONS)[number]

/** One item of a list, as it was read and not yet judged. */
export interface Entry {
  section: Section
  /** Of its dash, from 1. */
  line: number
  /** What YAML makes of it; no key is there twice. */
  fields: Record<string, unknown>
  /** Where the value of a key stands; without a key, the entry. */
  placeOf: (key?: string) => Place
}
