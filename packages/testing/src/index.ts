export {helmFolders} from './helm.js'
export {repositoryRoot, runCli, type CliOptions, type CliResult} from './run-cli.js'
export {startPostgres, type TestPostgres} from './sandbox.js'
export {temporaryFolder} from './temporary-folder.js'
