// What tests may use, under "@cloudprem/plugin-sandbox/faults".
export {writeFaults} from './fault-source.js'
