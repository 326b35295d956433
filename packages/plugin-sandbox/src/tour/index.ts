// What tests may use, under "@cloudprem/plugin-sandbox/approve".
export {approveLogin, type Decision} from './approve.js'
