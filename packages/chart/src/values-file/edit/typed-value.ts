/**
 * The value of one `PATH=VALUE` as `helm --set` types it: `true`, `false`, `null` in any case and integers are what they
 * look like, `{a,b}` is a list, all else is text; numbers with a point or a leading 0 too. Unlike there a comma outside of
 * braces is text, since each pair is an argument of its own; `\,` is a comma in both; and `{}` is an empty list, where helm
 * makes a list of one empty text.
 * Source: helm/helm pkg/strvals/parser.go, typedVal and valList.
 */
export function readTypedValue(text: string): unknown {
  const list = /^\{(.*)\}$/s.exec(text)?.[1]
  if (list === '') return []
  if (list !== undefined) return splitAtCommas(list).map((item) => readScalar(item))
  return readScalar(text)
}

function readScalar(text: string): unknown {
  const lower = text.toLowerCase()
  if (lower === 'true' || lower === 'false') return lower === 'true'
  if (lower === 'null') return null
  if (/^(0|[-+]?[1-9]\d*|[-+]0\d*)$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text) + 0
  return text.replaceAll(String.raw`\,`, ',')
}

function splitAtCommas(text: string): string[] {
  const items = ['']
  for (const [part] of text.matchAll(/\\.|,|[^\\,]+|\\$/gs)) {
    if (part === ',') items.push('')
    else items.push((items.pop() ?? '') + part)
  }
  return items
}
