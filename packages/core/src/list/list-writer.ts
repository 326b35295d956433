/** Turns rows into text, batch by batch, so that a long list is never held whole. */
export interface ListWriter<Row> {
  rows(batch: Row[]): string
  end(): string
  /**
   * Ends a document that has begun, in place of `end`, with the error that broke it off beside the list: what was written so far is
   * valid, and says that it is not all. Empty where nothing was written yet. Formats without a place for it do not have this.
   */
  broken?(error: unknown): string
}
