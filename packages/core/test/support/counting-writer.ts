// A process that writes credentials without end, for a test that kills it. Counts in `expiresAtMs`; each number that it has
// written stands on a line of its standard output. Ends by itself with 9 when somebody else is inside the lock with it.
import {once} from 'node:events'
import {writeSync} from 'node:fs'
import {createServer} from 'node:net'
import {FileCredentialStore} from '../../src/credentials/file-store.js'

const [folder = '', port = ''] = process.argv.slice(2)
const store = new FileCredentialStore(folder)

/** A port that one process can have: the system gives it back when that one is killed. Whoever is let in must get it. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const server = createServer()
  server.on('error', () => process.exit(9))
  server.listen(Number(port), '127.0.0.1')
  await once(server, 'listening')
  const result = await work()
  await new Promise((resolve) => server.close(resolve))
  return result
}

async function count(): Promise<number | undefined> {
  const written = await store.update('default', (present) =>
    alone(() =>
      Promise.resolve({
        membershipUri: 'https://membership.formance.example/api',
        idToken: 'id-token '.repeat(500),
        subject: 'u1',
        accessToken: 'access-token',
        expiresAtMs: (present?.expiresAtMs ?? 0) + 1,
      }),
    ),
  )
  return written?.expiresAtMs
}

writeSync(1, 'ready\n')
for (;;) writeSync(1, `${await count()}\n`)
