/**
 * The least that Dex logs in (10 to 16, dexidp/dex server/api.go). Generated passwords have 142 random bits: more would only
 * slow down the command, by 300 ms, and every login.
 */
const COST = 10

/** bcrypt reads no byte beyond. */
const LONGEST = 72

/** The form in which Dex takes a password. */
export async function hashPassword(password: string): Promise<string> {
  const {hash} = await import('bcryptjs')
  return hash(password, COST)
}

/** Why bcrypt would not tell this password from another, or undefined. */
export function passwordProblem(password: string): string | undefined {
  const bytes = Buffer.byteLength(password)
  return bytes > LONGEST ? `has ${bytes} bytes, and bcrypt reads only the first ${LONGEST}` : undefined
}
