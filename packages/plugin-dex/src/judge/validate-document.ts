import type {Values} from '@cloudprem/chart'
import {listAt, spelledPath, textAt} from './fields.js'
import type {Refusal} from './refusal.js'

const TLS_VERSIONS = ['', '1.2', '1.3']

/** What Dex's own `Validate` collects into one list, in its order (dexidp/dex v2.45.1 cmd/dex/config.go). */
export function validateRefusals(document: Values): Refusal[] {
  const has = (path: string) => textAt(document, path) !== ''
  const hasStorage = Object.keys(document).some((key) => key.toLowerCase() === 'storage')
  const web = {min: textAt(document, 'web.tlsMinVersion'), max: textAt(document, 'web.tlsMaxVersion')}
  const grpc = {min: textAt(document, 'grpc.tlsMinVersion'), max: textAt(document, 'grpc.tlsMaxVersion')}
  const unsupported = 'supported TLS versions are: 1.2, 1.3'
  const crossed = 'TLSMinVersion greater than TLSMaxVersion'

  const checks: [isWrong: boolean, rule: string, path: string, says: string][] = [
    [!has('issuer'), 'issuer-missing', 'issuer', 'no issuer specified in config file'],
    [
      textAt(document, 'enablePasswordDB') !== 'true' && listAt(document, 'staticPasswords').length > 0,
      'passwords-without-database',
      'staticPasswords',
      'cannot specify static passwords without enabling password db',
    ],
    [!hasStorage, 'storage-missing', 'storage', 'no storage supplied in config file'],
    [!has('web.http') && !has('web.https'), 'web-address-missing', 'web', 'must supply a HTTP/HTTPS  address to listen on'],
    [has('web.https') && !has('web.tlsCert'), 'web-certificate-missing', 'web.tlsCert', 'no cert specified for HTTPS'],
    [has('web.https') && !has('web.tlsKey'), 'web-certificate-missing', 'web.tlsKey', 'no private key specified for HTTPS'],
    [!TLS_VERSIONS.includes(web.min), 'tls-version-unknown', 'web.tlsMinVersion', unsupported],
    [!TLS_VERSIONS.includes(web.max), 'tls-version-unknown', 'web.tlsMaxVersion', unsupported],
    [isAbove(web), 'tls-versions-crossed', 'web.tlsMinVersion', crossed],
    [has('grpc.tlsCert') && !has('grpc.addr'), 'grpc-address-missing', 'grpc.addr', 'no address specified for gRPC'],
    [has('grpc.tlsKey') && !has('grpc.addr'), 'grpc-address-missing', 'grpc.addr', 'no address specified for gRPC'],
    [has('grpc.tlsCert') !== has('grpc.tlsKey'), 'grpc-key-missing', 'grpc', 'must specific both a gRPC TLS cert and key'],
    [
      has('grpc.tlsClientCA') && !has('grpc.tlsCert'),
      'grpc-key-missing',
      'grpc.tlsClientCA',
      'cannot specify gRPC TLS client CA without a gRPC TLS cert',
    ],
    [!TLS_VERSIONS.includes(grpc.min), 'tls-version-unknown', 'grpc.tlsMinVersion', unsupported],
    [!TLS_VERSIONS.includes(grpc.max), 'tls-version-unknown', 'grpc.tlsMaxVersion', unsupported],
    [isAbove(grpc), 'tls-versions-crossed', 'grpc.tlsMinVersion', crossed],
  ]
  return checks
    .filter(([isWrong]) => isWrong)
    .map(([, rule, path, says]) => ({stage: 'validate', rule, path: spelledPath(document, path), says}))
}

function isAbove({min, max}: {min: string; max: string}): boolean {
  return min !== '' && max !== '' && min > max
}
