/** Turns rows into text, batch by batch, so that a long list is never held whole. */
export interface ListWriter<Row> {
  rows(batch: Row[]): string
  end(): string
}
