import * as v from 'valibot'

const tokenSchema = v.object({
  accessToken: v.string(),
  refreshToken: v.optional(v.string()),
  /** When the access token ends, in epoch milliseconds. */
  expiresAtMs: v.number(),
})

export const credentialsSchema = v.object({
  /** The issuer that gave the tokens; they are sent to nobody else. */
  membershipUri: v.string(),
  ...tokenSchema.entries,
  /** Of a person whose Membership gave one. */
  idToken: v.optional(v.string()),
  /** `sub` and `email` of the ID token. */
  subject: v.string(),
  email: v.optional(v.string()),
  /** Absent: a person. `machine`: the client below; `token`: a ready access token from the environment, never stored. */
  kind: v.optional(v.picklist(['machine', 'token'])),
  /** What a machine gets its next token with. */
  client: v.optional(v.object({id: v.string(), secret: v.string()})),
  /** Refresh tokens, ID token and secret are in the keychain of the system instead of the file. */
  keychain: v.optional(v.boolean()),
  /** Tokens of single organizations (Membership 3.x API), by organization ID. */
  organizations: v.optional(v.record(v.string(), tokenSchema)),
})

export type TokenSet = v.InferOutput<typeof tokenSchema>
export type Credentials = v.InferOutput<typeof credentialsSchema>

/** Where the tokens of profiles are kept. The file is one way; a keychain or the environment are others. */
export interface CredentialStore {
  /** Words for a person that say where this store keeps things. */
  readonly place: string
  find(profile: string): Promise<Credentials | undefined>
  /** Stores what `change` makes of the present credentials; `undefined` forgets them. No other process gets between. */
  update(
    profile: string,
    change: (present: Credentials | undefined) => Promise<Credentials | undefined>,
  ): Promise<Credentials | undefined>
}
