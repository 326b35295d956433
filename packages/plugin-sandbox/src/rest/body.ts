import type {Context} from 'hono'
import * as v from 'valibot'
import {RestError} from './rest-error.js'

/** The JSON body in the shape of `schema`; an empty body counts as `{}`. @throws RestError 400 */
export async function readBody<Schema extends v.GenericSchema>(context: Context, schema: Schema): Promise<v.InferOutput<Schema>> {
  const text = await context.req.text()
  let json: unknown
  try {
    json = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new RestError(400, 'the body is not JSON')
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const field = v.getDotPath(issue)
  throw new RestError(400, field === null ? issue.message : `${field}: ${issue.message}`)
}

/** A name that is not only blanks. */
export const nameSchema = v.pipe(v.string('a name is needed'), v.trim(), v.nonEmpty('a name is needed'))

const ROLES = ['NONE', 'GUEST', 'ADMIN'] as const

export const roleSchema = v.picklist(ROLES, (issue) => `unknown role ${String(issue.input)}`)
