import bcrypt from 'bcryptjs'

/** Whether `password` gives `hash`; takes about 60 ms at cost 10 and doubles with each step. */
export async function matchesPassword(password: string, hash: string): Promise<boolean> {
  // `$2y$` is what htpasswd and PHP write for the same function.
  return bcrypt.compare(password, hash.replace(/^\$2[xy]\$/, '$2b$'))
}

/** A bcrypt hash of `password`; about 250 ms at cost 12. */
export async function hashPassword(password: string, cost: number): Promise<string> {
  return bcrypt.hash(password, cost)
}
