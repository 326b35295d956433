/**
 * Secrets that the published charts carry in their values.yaml and that everyone knows. The children's defaults leak into
 * each other through shared `global` branches (2.2.1's console-v3 shows the portal's), so the set is judged as one.
 * Source: formancehq/helm, charts/{membership,portal,console,console-v3}/values.yaml, 2.1.0 to 4.10.2.
 */
export const INSECURE_SECRETS: readonly string[] = ['changeMe', 'changeMe1', 'changeMe2', 'changeMe00']

/** Password of the database, for its user and for `postgres`, in all majors. User and database of that name are no secret. */
export const INSECURE_DATABASE_PASSWORD = 'formance'

/** bcrypt of "password": the hash of the user `admin@formance.com` that Dex gets by default. */
export const INSECURE_PASSWORD_HASH = '$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W'

/** The address of that user; the 1.0.x page had four, `user1@formance.com` to `user3@formance.com` with the same hash. */
export const INSECURE_DEX_EMAIL = 'admin@formance.com'

/** Keys printed in the guide for the old console (formancehq/docs a3667d3), and its client's name as its secret. */
export const GUIDE_EXAMPLE_SECRETS: readonly string[] = ['9h44y2ZqrDuUy5R9NGLA9hca7uRUr932', 'b6747T6eP9DnMvEw']

/** Whether `value` is a secret that everyone knows. The database's own default is only wrong as a database password. */
export function isInsecureSecret(value: unknown): boolean {
  return typeof value === 'string' && [...INSECURE_SECRETS, INSECURE_PASSWORD_HASH, ...GUIDE_EXAMPLE_SECRETS].includes(value)
}
