// A file of its own: a command in our words that has run before starts without it.
export {inOurWords} from './command-words.js'
