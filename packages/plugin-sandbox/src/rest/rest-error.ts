import type {Context} from 'hono'

export type RestStatus = 400 | 401 | 403 | 404 | 409 | 413 | 421 | 500

const CODES: Record<RestStatus, string> = {
  400: 'VALIDATION',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'VALIDATION',
  421: 'MISDIRECTED',
  500: 'INTERNAL',
}

/** A refusal of the REST API. */
export class RestError extends Error {
  constructor(
    readonly status: RestStatus,
    message: string,
  ) {
    super(message)
  }
}

/** `{errorCode, errorMessage}`: the body of every refusal of Membership (formancehq/go-libs api). */
export function errorBody(status: RestStatus, message: string): {errorCode: string; errorMessage: string} {
  return {errorCode: CODES[status], errorMessage: message}
}

export function notFound(what: string): RestError {
  return new RestError(404, `${what} not found`)
}

/** Answers a thrown error; what is not a refusal is a defect, told to the log only. */
export function answerError(error: Error, context: Context, log: (text: string) => void): Response {
  if (error instanceof RestError) return context.json(errorBody(error.status, error.message), error.status)
  const refused = refusedByDatabase(error)
  if (refused) return context.json(errorBody(refused.status, refused.message), refused.status)
  log(`${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`)
  return context.json(errorBody(500, 'the sandbox failed; see its log'), 500)
}

/** SQLSTATE class 23: what was sent contradicts what is there; 22: it has not the form of the column's type. */
function refusedByDatabase(error: Error): RestError | undefined {
  if (!('code' in error) || typeof error.code !== 'string') return undefined
  if (error.code === '23505') return new RestError(409, 'this exists already')
  return /^(22|23)/.test(error.code) ? new RestError(400, error.message) : undefined
}
