import {deploymentMistakes} from './deployment.js'
import {hostMistakes} from './hosts.js'
import {keyMistakes} from './keys.js'
import {secretMistakes} from './secrets.js'
import {textMistakes} from './text.js'

/** Every mistake of the corpus; docs/rules shows the first of each rule. */
export const mistakes = [...textMistakes, ...keyMistakes, ...hostMistakes, ...secretMistakes, ...deploymentMistakes]
