import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import type {Client} from 'pg'

/**
 * Runs a `copy … from stdin` with these chunks and returns the number of rows; rejects with the error of the server, of
 * the socket or of `chunks`. After an error the client can go on: the copy was ended in order.
 */
export async function copyFrom(client: Client, text: string, chunks: AsyncIterable<string | Uint8Array>): Promise<number> {
  const {from} = await import('pg-copy-streams')
  const copying = client.query(from(text))
  await pipeline(Readable.from(chunks, {objectMode: false}), copying)
  return copying.rowCount ?? 0
}
