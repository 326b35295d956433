import type {Rule} from '../rule.js'
import {defaultSecret} from './secrets.js'

/** Every rule, in no particular order: findings are sorted by their place in the file. */
export const rules: readonly Rule[] = [defaultSecret]
