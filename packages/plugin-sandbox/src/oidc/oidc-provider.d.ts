// The part of oidc-provider 9 that is used here; the library has no types of its own.
declare module 'oidc-provider' {
  import type {IncomingMessage, ServerResponse} from 'node:http'

  export interface DeviceCode {
    userCode: string
    /** The parameters of the device authorization request. */
    params: {scope?: string; resource?: string | string[]; organization_id?: string}
    isExpired: boolean
    consumed?: number
    accountId?: string
    error?: string
    save(): Promise<string>
  }

  export interface Grant {
    addOIDCScope(scope: string): void
    addOIDCClaims(claims: string[]): void
    addResourceScope(resource: string, scope: string): void
    save(): Promise<string>
  }

  /** The Koa context of a request to the library. */
  export interface Context {
    status: number
    body: Record<string, unknown> | undefined
    oidc?: {
      route?: string
      params?: Record<string, string | undefined>
      entities: {DeviceCode?: DeviceCode; IdTokenHint?: {payload: {sub: string}}}
    }
  }

  export interface Adapter {
    upsert(id: string, payload: object, expiresIn?: number): Promise<void>
    find(id: string): Promise<object | undefined>
    findByUserCode(userCode: string): Promise<object | undefined>
    findByUid(uid: string): Promise<object | undefined>
    consume(id: string): Promise<void>
    destroy(id: string): Promise<void>
    revokeByGrantId(grantId: string): Promise<void>
  }

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    readonly DeviceCode: {findByUserCode(code: string, options: {ignoreExpiration: true}): Promise<DeviceCode | undefined>}
    readonly Grant: new (grant: {accountId: string; clientId: string}) => Grant
    registerGrantType(name: string, handler: (context: Context) => Promise<void>, parameters: string[], mayRepeat: string[]): void
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void
    on(event: string, listener: (context: unknown, error: Error & {error_detail?: string}) => void): this
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
  }
}
