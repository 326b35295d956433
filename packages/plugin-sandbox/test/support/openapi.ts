import {readFileSync} from 'node:fs'
import {Ajv, type ValidateFunction} from 'ajv'
import {default as addFormats} from 'ajv-formats'
import {parse} from 'yaml'

/** The parts of an OpenAPI 3.0 document that are read here. */
interface Document {
  paths: Record<string, Record<string, {responses?: Record<string, Response>}>>
  components: {schemas: Record<string, Record<string, unknown>>}
}
interface Response {
  content?: Record<string, {schema: object}>
}

/** An answer as it came over the wire; `body` is parsed where it is JSON, else the text. */
export interface WireAnswer {
  method: string
  /** Below the Membership URI, without a query: `/organizations/abc`. */
  path: string
  status: number
  contentType: string
  body: unknown
}

const METHODS = new Set(['get', 'post', 'put', 'delete'])

/**
 * Where the published documents contradict every client made of them, and so also what a server can answer; each is
 * mended as its clients read it.
 */
const REPAIRS: ((document: Document) => void)[] = [
  // Four shapes that differ by `type` only in words: nearly every provider matches more than one of them.
  ({components: {schemas}}) => {
    const {oneOf, ...rest} = schemas['AuthenticationProviderData'] ?? {}
    schemas['AuthenticationProviderData'] = {...rest, anyOf: oneOf}
  },
  // `data` is required, but the property that the clients read, and the only one described, is `cursor`.
  ({components: {schemas}}) => {
    if (schemas['ListApplicationsResponse']) schemas['ListApplicationsResponse']['required'] = ['cursor']
  },
  // fctl 3.2 and later, and the answers it was recorded with: 201, where the document of 2.x still says 200.
  ({paths}) => {
    const create = paths['/organizations/{organizationId}/regions']?.['post']?.responses
    if (create?.['200']) create['201'] = create['200']
  },
]

/** Judges answers by the published OpenAPI document of one generation (packages/membership/openapi). */
export class PublishedApi {
  /** Every operation that was answered with a success status of its document: `GET /me`. */
  readonly answered = new Set<string>()
  private readonly document: Document
  private readonly ajv = new Ajv({strict: false, allErrors: true})
  private readonly validators = new Map<object, ValidateFunction>()

  constructor(readonly api: 2 | 3) {
    const file = new URL(`../../../membership/openapi/membership-v${api}.yaml`, import.meta.url)
    this.document = parse(readFileSync(file, 'utf8')) as Document
    for (const repair of REPAIRS) repair(this.document)
    addFormats.default(this.ajv)
    // Misspelt in the documents.
    for (const format of ['datetime', 'date-tim']) this.ajv.addFormat(format, (text) => !Number.isNaN(Date.parse(text)))
    this.ajv.addFormat('int64', {type: 'number', validate: Number.isSafeInteger})
    this.ajv.addSchema({...this.document, $id: 'membership'})
  }

  /** All operations of the document: `GET /organizations/{organizationId}`. */
  get operations(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => METHODS.has(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    )
  }

  /** What is wrong with an answer; empty for a good one, and for a path that is none of this API. */
  check(answer: WireAnswer): string[] {
    const path = this.findPath(answer.method, answer.path)
    if (path === undefined) return []
    const told = `${answer.method} ${path} answered ${answer.status}`
    const responses = this.document.paths[path]?.[answer.method.toLowerCase()]?.responses ?? {}
    const documented = responses[String(answer.status)]
    if (answer.status < 300 && !documented) return [`${told}, which is none of ${Object.keys(responses).join(', ')}`]
    if (answer.status < 300) this.answered.add(`${answer.method} ${path}`)
    const [media] = Object.entries((documented ?? responses['default'])?.content ?? {})
    if (!media) return answer.status < 300 && answer.body !== '' ? [`${told} with a body, which has none`] : []
    const [mediaType, {schema}] = media
    if (!answer.contentType.startsWith(mediaType)) return [`${told} as ${answer.contentType}, not ${mediaType}`]
    const validate = this.validatorOf(schema)
    if (validate(answer.body)) return []
    return (validate.errors ?? []).map(({instancePath, message}) => `${told}: ${instancePath} ${message}`)
  }

  /** The path of the document, the most literal one first: `/organizations/expanded` is no organization. */
  private findPath(method: string, path: string): string | undefined {
    const fits = Object.keys(this.document.paths).filter((template) => {
      const pattern = `^${template.replace(/\{\w+\}/g, '[^/]+')}$`
      return new RegExp(pattern).test(path) && method.toLowerCase() in (this.document.paths[template] ?? {})
    })
    return fits.toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
  }

  private validatorOf(schema: object): ValidateFunction {
    let validate = this.validators.get(schema)
    if (!validate) {
      // References of an OpenAPI document start at its root.
      const text = JSON.stringify(schema).replaceAll('"#/', '"membership#/')
      validate = this.ajv.compile(JSON.parse(text) as object)
      this.validators.set(schema, validate)
    }
    return validate
  }
}

const served = new Map<string, PublishedApi>()

/** From now on every answer that comes from `uri` is judged by the document of its generation. */
export function judgeAnswersOf(uri: string, api: 2 | 3): PublishedApi {
  const published = new PublishedApi(api)
  served.set(new URL(uri).origin, published)
  return published
}

/** @throws Error when the answer is not what the published document promises */
export function judge(url: string, answer: Omit<WireAnswer, 'path'>): void {
  const {origin, pathname} = new URL(url)
  if (!pathname.startsWith('/api/')) return
  const problems = served.get(origin)?.check({...answer, path: pathname.slice('/api'.length)}) ?? []
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n${JSON.stringify(answer.body)}`)
}
