import {Help} from '@cloudprem/core'

/** oclif's help; a file of the host, so that oclif does not search for a help plugin. */
export default class CloudpremHelp extends Help {}
