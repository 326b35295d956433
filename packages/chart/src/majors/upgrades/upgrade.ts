/** Something that holds of a values file before a change is made; paths as in the older chart. */
export type Condition =
  /** The key is there, whatever its value. */
  | {path: string; is: 'set'}
  /** The key is not there, or null, or an empty string. */
  | {path: string; is: 'blank'}
  /** The key is there and has a value that is not empty. */
  | {path: string; is: 'filled'}
  /** The key has exactly this value. */
  | {path: string; equals: unknown}
  /** The key does not have exactly this value; one that is not there has none. */
  | {path: string; isNot: unknown}
  /** The list or text at the path holds one of these. */
  | {path: string; holds: readonly string[]}

interface Change {
  why: string
  /** Where it is written that it is so. */
  source: string
  /** All of them hold; without it the change is always made. */
  when?: readonly Condition[]
  /** First version of the newer chart with it, when it is not the first of its major. */
  since?: string
}

/** A key, with all below it, that stands elsewhere in the newer chart. A value that is there already stays. */
export interface MovedKey extends Change {
  kind: 'moved'
  from: string
  to: string
  /** Stays at its old place too, for another change. */
  copy?: true
  /** An empty text at the new place gives way. */
  overBlank?: true
}

/** A key, with all below it, that the newer chart does not have. */
export interface RemovedKey extends Change {
  kind: 'removed'
  path: string
}

/** Empty texts below `path` that meant nothing and mean "nothing" from now on. */
export interface RemovedBlanks extends Change {
  kind: 'removed-blanks'
  path: string
}

/** A value that the newer chart needs; `{release}` and `{namespace}` in it are replaced. */
export interface AddedKey extends Change {
  kind: 'added'
  path: string
  value: unknown
}

/** A key that every map in a list needs. */
export interface AddedToItems extends Change {
  kind: 'added-to-items'
  list: string
  key: string
  value: unknown
}

/** Maps of a list that the newer chart writes itself, told by one of their keys. */
export interface RemovedItems extends Change {
  kind: 'removed-items'
  list: string
  key: string
  /** The value of the key, or the path of a value that is equal to it. */
  equals: string | {valueAt: string}
}

/** A URL whose parts are values of their own in the newer chart. One with a part that has no place is to be decided. */
export interface SplitUrl extends Change {
  kind: 'split-url'
  from: string
  to: Partial<Record<UrlPart, string>>
  /** A host that is the chart's own, as regular expression: it is computed, and not written. */
  ownHost?: string
}

/** `path` begins with a slash, `database` is the same without it, `query` has no question mark. */
export type UrlPart = 'scheme' | 'username' | 'password' | 'host' | 'port' | 'path' | 'database' | 'query'

/** Hosts that lie below one domain: the domain, and each host whose first label is not the usual one. */
export interface CommonDomain extends Change {
  kind: 'common-domain'
  hosts: readonly {from: string; to: string; label: string}[]
  to: string
}

/** A text that is a variable of a program's environment in the newer chart. */
export interface MovedToEnvironment extends Change {
  kind: 'moved-to-environment'
  from: string
  list: string
  name: string
}

/** What a person must decide. */
export interface Decision extends Change {
  kind: 'decide'
  /** The value that it is about. */
  path: string
  /** What to do about it. */
  fix: string
  /** Judged by the file as it is in the end, not by what it was before this step. */
  afterwards?: true
}

export type KeyChange =
  | MovedKey
  | RemovedKey
  | RemovedBlanks
  | AddedKey
  | AddedToItems
  | RemovedItems
  | SplitUrl
  | CommonDomain
  | MovedToEnvironment
  | Decision

/** Where a release must stop on its way, before or after `helm upgrade`; `{release}` and `{namespace}` are replaced. */
export interface Stop {
  id: string
  title: string
  what: string
  commands: readonly string[]
  source: string
  when?: readonly Condition[]
  /** Between two versions of the newer major too. */
  always?: true
}

/** The way from one major to the next, as data. */
export interface ChartUpgrade {
  from: number
  to: number
  /** In the order in which they are made: each sees what those before it left. */
  changes: readonly KeyChange[]
  stops: readonly Stop[]
}
