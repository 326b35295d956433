import * as v from 'valibot'

/** A field that may be absent or null; Membership means the same by both: not set. */
export function given<Output>(schema: v.GenericSchema<unknown, Output>) {
  return v.optional(
    v.pipe(
      v.nullable(schema),
      v.transform((value) => value ?? undefined),
    ),
  )
}

/** A point in time, as RFC 3339 text. */
export const instant = v.pipe(
  v.string(),
  v.transform((text) => new Date(text)),
  v.date('is no point in time'),
)

/** Roles of generation 2 (fctl v2.10.1, openapi/membership.yaml). */
export const ROLES = ['NONE', 'GUEST', 'ADMIN'] as const
export type Role = (typeof ROLES)[number]
export const role = v.picklist(ROLES)

/** A secret that Membership makes: `clear` is told once, when it is made. */
export const madeSecret = v.object({lastDigits: v.string(), clear: given(v.string())})
