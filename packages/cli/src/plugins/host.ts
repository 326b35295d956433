import {INTERFACE_NUMBER} from '@cloudprem/core'
import type {Host} from './judge.js'
import {userPlaceOf} from './places.js'

/** The running host, as plugins must fit to it. */
export function hostOf(config: {root: string; version: string; dataDir: string}): Host {
  return {
    root: config.root,
    version: config.version,
    interfaceNumber: INTERFACE_NUMBER,
    userPlace: userPlaceOf(config.dataDir),
  }
}
