/** The first `limit` rows, and no request more than they need. */
export async function* take<Row>(batches: AsyncIterable<Row[]>, limit: number): AsyncGenerator<Row[]> {
  let left = limit
  for await (const batch of batches) {
    yield batch.slice(0, left)
    left -= batch.length
    if (left <= 0) return
  }
}
