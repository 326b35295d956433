// Loaded with --merge and --full only: the parser that knows of comments is large.
export {externalDatabaseOf, knownFacts} from './merge.js'
export {readExisting, readFull, toMerge} from './read-base.js'
