// What tests may use, under "@cloudprem/plugin-sandbox/schema".
export {createMembershipSchema} from './schema.js'
