/** A PostgreSQL that `npm run test:postgres` has fetched. */
export interface Installation {
  major: number
  /** Of the npm package, as `17.10.0-beta.17`. */
  version: string
  folder: string
}

/** All of them, the oldest first. @throws Error when the proofs were not started by `npm run test:postgres` */
export function installations(): Installation[] {
  const list = process.env['CLOUDPREM_TEST_POSTGRES']
  if (!list) throw new Error('npm run test:postgres fetches the servers and starts these proofs')
  return JSON.parse(list) as Installation[]
}
