import {addressMistakes} from './addresses.js'
import {brokerMistakes} from './broker.js'
import {databaseMistakes} from './database.js'
import {deploymentMistakes} from './deployment.js'
import {dexMistakes} from './dex.js'
import {hostMistakes} from './hosts.js'
import {keyMistakes} from './keys.js'
import {podMistakes} from './pods.js'
import {secretMistakes} from './secrets.js'
import {textMistakes} from './text.js'

/** Every mistake of the corpus; docs/rules shows those of each rule. */
export const mistakes = [
  ...textMistakes,
  ...keyMistakes,
  ...hostMistakes,
  ...addressMistakes,
  ...secretMistakes,
  ...deploymentMistakes,
  ...databaseMistakes,
  ...dexMistakes,
  ...brokerMistakes,
  ...podMistakes,
]
