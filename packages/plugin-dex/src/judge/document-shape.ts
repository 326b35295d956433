import type {Shape} from './shape.js'

/**
 * The parts of the document that Go decodes as plain structs (dexidp/dex v2.45.1 cmd/dex/config.go and
 * storage/storage.go). storage, connectors, staticPasswords, signer and logger.level have decoders of their own.
 */
export const DOCUMENT: Shape = {
  fields: {
    issuer: 'string',
    web: {
      fields: {
        http: 'string',
        https: 'string',
        tlsCert: 'string',
        tlsKey: 'string',
        tlsMinVersion: 'string',
        tlsMaxVersion: 'string',
        allowedOrigins: 'string[]',
        allowedHeaders: 'string[]',
        headers: {
          fields: {
            'Content-Security-Policy': 'string',
            'X-Frame-Options': 'string',
            'X-Content-Type-Options': 'string',
            'X-XSS-Protection': 'string',
            'Strict-Transport-Security': 'string',
          },
        },
        clientRemoteIP: {since: '2.41', type: {fields: {header: 'string', trustedProxies: 'string[]'}}},
      },
    },
    telemetry: {fields: {http: 'string', enableProfiling: 'bool'}},
    oauth2: {
      fields: {
        grantTypes: 'string[]',
        responseTypes: 'string[]',
        skipApprovalScreen: 'bool',
        alwaysShowLoginScreen: 'bool',
        passwordConnector: 'string',
      },
    },
    grpc: {
      fields: {
        addr: 'string',
        tlsCert: 'string',
        tlsKey: 'string',
        tlsClientCA: 'string',
        tlsMinVersion: 'string',
        tlsMaxVersion: 'string',
        reflection: 'bool',
      },
    },
    expiry: {
      fields: {
        signingKeys: 'string',
        idTokens: 'string',
        authRequests: 'string',
        deviceRequests: 'string',
        refreshTokens: {
          fields: {disableRotation: 'bool', reuseInterval: 'string', absoluteLifetime: 'string', validIfNotUsedFor: 'string'},
        },
      },
    },
    logger: {fields: {format: 'string'}},
    frontend: {
      fields: {dir: 'string', logoURL: 'string', issuer: 'string', theme: 'string', extra: 'map<string>'},
    },
    enablePasswordDB: 'bool',
  },
}

export const STATIC_CLIENT: Shape = {
  fields: {
    id: 'string',
    idEnv: 'string',
    secret: 'string',
    secretEnv: 'string',
    redirectURIs: 'string[]',
    trustedPeers: 'string[]',
    public: 'bool',
    name: 'string',
    logoURL: 'string',
  },
}

export const STATIC_PASSWORD: Shape = {
  fields: {
    email: 'string',
    username: 'string',
    userID: 'string',
    hash: 'string',
    hashFromEnv: 'string',
    name: {since: '2.45', type: 'string'},
    preferredUsername: {since: '2.45', type: 'string'},
    emailVerified: {since: '2.45', type: 'bool'},
    groups: {since: '2.45', type: 'string[]'},
  },
}

/** Keys at the top of the document, of any release and of Formance's chart. */
export const TOP_KEYS: readonly string[] = [
  ...Object.keys(DOCUMENT.fields),
  'storage',
  'connectors',
  'staticClients',
  'staticPasswords',
  'signer',
  'sessions',
  'mfa',
]

const NETWORK_DATABASE: Shape['fields'] = {
  database: 'string',
  user: 'string',
  password: 'string',
  host: 'string',
  port: 'uint16',
  connectionTimeout: 'int',
  maxOpenConns: 'int',
  maxIdleConns: 'int',
  connMaxLifetime: 'int',
}

/** `storage.config` by `storage.type` (dexidp/dex v2.45.1 storage/). */
export const STORAGES: Readonly<Record<string, Shape>> = {
  memory: {fields: {}},
  postgres: {
    fields: {...NETWORK_DATABASE, ssl: {fields: {mode: 'string', caFile: 'string', keyFile: 'string', certFile: 'string'}}},
  },
  mysql: {
    fields: {
      ...NETWORK_DATABASE,
      ssl: {fields: {mode: 'string', caFile: 'string', keyFile: 'string', certFile: 'string'}},
      params: 'map<string>',
    },
  },
  sqlite3: {fields: {file: 'string'}},
  kubernetes: {
    fields: {inCluster: 'bool', kubeConfigFile: 'string', crdHandling: {since: '2.45', type: 'string'}},
  },
  etcd: {
    fields: {
      endpoints: 'string[]',
      namespace: 'string',
      username: 'string',
      password: 'string',
      ssl: {fields: {serverName: 'string', caFile: 'string', keyFile: 'string', certFile: 'string'}},
    },
  },
}

/** `signer.config` by `signer.type`, from v2.45 on. */
export const SIGNERS: Readonly<Record<string, Shape>> = {
  local: {fields: {keysRotationPeriod: 'string'}},
  vault: {fields: {addr: 'string', token: 'string', keyName: 'string'}},
}
