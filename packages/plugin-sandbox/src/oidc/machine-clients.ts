import type {Adapter} from 'oidc-provider'
import type {Database} from '../membership/database.js'
import {findMachine} from '../membership/machines.js'

/**
 * The library's store of clients, beside the one that people use: machines as they stand in Membership's tables, so that
 * one made or deleted a moment ago counts. Their secret is its hash here; oidc/front.ts hashes what a client sends.
 */
export function machineClients(database: Database): Adapter {
  const readOnly = () => Promise.reject(new Error('clients are made by the REST API'))
  return {
    find: async (id) => {
      const machine = await findMachine(database, id)
      return machine && {...GRANT, client_id: machine.id, client_secret: machine.secretHash}
    },
    findByUid: () => Promise.resolve(undefined),
    findByUserCode: () => Promise.resolve(undefined),
    upsert: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  }
}

const GRANT = {
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  token_endpoint_auth_method: 'client_secret_post',
}
