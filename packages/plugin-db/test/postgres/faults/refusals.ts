import type {Fault} from './fault.js'

const PLACES = [
  'before insert on membership.regions for each row',
  'after insert on membership.regions for each row',
  'before insert on membership.stacks for each row',
  'after insert on membership.stacks for each row',
] as const

/** Deferred: it is the commit that fails. */
const AT_COMMIT = [
  'after insert on membership.regions deferrable initially deferred for each row',
  'after insert on membership.stacks deferrable initially deferred for each row',
] as const

/**
 * The server refuses a statement or the commit with `sqlstate`, the first time or each time. The sequence counts on when the
 * transaction is rolled back.
 */
export function refused(name: string, sqlstate: string): Fault {
  return async ({database, seed}, choices) => {
    const sslmode = choices.pick(['disable', 'require'])
    const atCommit = choices.pick([false, true])
    const place = atCommit ? choices.pick(AT_COMMIT) : choices.pick(PLACES)
    const times = choices.pick([1, 1000])
    await database.sql(`
      create sequence refusals;
      create function refuse() returns trigger language plpgsql security definer as $$
      begin
        if nextval('public.refusals') <= ${times} then
          raise exception '${name}' using errcode = '${sqlstate}';
        end if;
        return new;
      end $$;
      create ${atCommit ? 'constraint ' : ''}trigger refuse ${place} execute function refuse()`)
    const result = await seed({sslmode})
    await database.sql(`drop function refuse() cascade; drop sequence refusals`)
    return {result, what: `${name}, ${times === 1 ? 'once' : 'always'}, ${place}, sslmode=${sslmode}`}
  }
}

/** Somebody else holds a lock for longer than the seed waits. Takes half a minute, of which nobody works. */
export const lockHeld: Fault = async ({database, seed}, choices) => {
  const sslmode = choices.pick(['disable', 'require'])
  const lock = choices.pick([
    'lock table membership.regions in row exclusive mode',
    'lock table membership.stacks in row exclusive mode',
    'lock table membership.stacks in share mode',
    'lock table membership.regions in access exclusive mode',
    'lock table membership.stacks in access exclusive mode',
  ])
  const holder = await database.client()
  try {
    await holder.query('begin')
    await holder.query(lock)
    const what = `${lock}, held; sslmode=${sslmode}`
    const result = await seed({sslmode})
    if (result.exitCode !== 5) throw new Error(`${what}: ended with ${result.exitCode}: ${result.stderr}`)
    return {result, what}
  } finally {
    await holder.end()
  }
}
