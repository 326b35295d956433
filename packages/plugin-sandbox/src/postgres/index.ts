// What tests may use of the launcher, under "@cloudprem/plugin-sandbox/postgres".
export {chooseAccount, type Account} from './account.js'
export {clusterFolders} from './cluster-folder.js'
export {startPostgres, type PostgresOptions, type RunningPostgres} from './start-postgres.js'
export {removeCluster} from './remove-cluster.js'
