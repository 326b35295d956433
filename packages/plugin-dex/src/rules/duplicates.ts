/** Values that were there before, with their indexes; empty ones do not count. */
export function duplicatesOf(values: readonly string[]): {value: string; index: number; first: number}[] {
  return values
    .map((value, index) => ({value, index, first: values.indexOf(value)}))
    .filter(({value, index, first}) => value !== '' && first !== index)
}
