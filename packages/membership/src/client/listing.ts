/** What a list call of Membership gives: read as it arrives, in batches; nothing is asked before somebody reads. */
export class Listing<T> implements AsyncIterable<T[]> {
  constructor(private readonly open: () => AsyncIterable<T[]>) {}

  [Symbol.asyncIterator](): AsyncIterator<T[]> {
    return this.open()[Symbol.asyncIterator]()
  }

  /** The whole list, for what must be known whole: to choose from, to count. */
  async all(): Promise<T[]> {
    const all: T[] = []
    for await (const batch of this) for (const each of batch) all.push(each)
    return all
  }
}
