import path from 'node:path'
import type {Script} from 'node:vm'
import {stampOf} from './stamp.js'

/** Node's class of modules; `_compile` runs the source of a file as a module, and is not in its types. */
interface ModuleClass {
  _resolveFilename: (request: string, parent?: {filename?: string}, ...rest: unknown[]) => string
  _cache: NodeJS.Require['cache']
  _extensions: NodeJS.Require['extensions']
  prototype: {_compile: (this: NodeJS.Module, source: string, file: string, ...rest: unknown[]) => unknown}
}

// Not imported: what `node:module` loads besides takes a millisecond.
const Module = module.constructor as unknown as ModuleClass

/** What Node puts around the source of a module. */
const HEAD = '(function (exports, require, module, __filename, __dirname) { '
const FOOT = '\n});'

/** As Node makes it for each module; its own way there compiles a dozen functions first. */
function requireOf(parent: NodeJS.Module): NodeJS.Require {
  const resolve = (request: string, options?: unknown) => Module._resolveFilename(request, parent, false, options)
  return Object.assign((request: string): unknown => parent.require(request), {
    resolve: resolve as NodeJS.RequireResolve,
    cache: Module._cache,
    extensions: Module._extensions,
    main: process.mainModule,
  }) as NodeJS.Require
}

/**
 * Lets V8 take compiled code for our bundles, where it has some; what it does not accept it compiles as ever. Bundles have
 * no `import()`, which code run this way could not do.
 */
export class CompiledCode {
  private readonly found = new Map<string, {stamp: string; code: Buffer | undefined}>()
  private readonly scripts: {file: string; stamp: string; script: Script}[] = []
  private allFound = true

  /** @param codeOf the code kept for a file as it is now */
  constructor(private readonly codeOf: (file: string, stamp: string) => Buffer | undefined) {}

  /** From now on every bundle that is required goes through here; one that has code is not searched for. */
  use(): void {
    const search = Module._resolveFilename
    Module._resolveFilename = (request, parent, ...rest) => {
      const isPath = request.startsWith('/') || (request.startsWith('.') && parent?.filename !== undefined)
      const file = isPath ? path.resolve(parent?.filename ?? '', '..', request) : ''
      return isPath && this.kept(file).code ? file : search(request, parent, ...rest)
    }
    const compileAsNode = Module.prototype._compile
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the inner function has Node's module as its `this`
    const compiledCode = this
    Module.prototype._compile = function (source, file, ...rest) {
      if (!file.endsWith('.cjs') || !file.includes('/dist/')) return compileAsNode.call(this, source, file, ...rest)
      const run = compiledCode.compile(source, file)
      return run.call(this.exports, this.exports, requireOf(this), this, file, path.dirname(file))
    }
  }

  /** Whether the kept code was all that was needed. */
  get isComplete(): boolean {
    return this.allFound
  }

  /** The code as it is now: with every function that was run until now. */
  produce(): {file: string; stamp: string; code: Buffer}[] {
    return this.scripts.map(({file, stamp, script}) => ({file, stamp, code: script.createCachedData()}))
  }

  private kept(file: string): {stamp: string; code: Buffer | undefined} {
    let kept = this.found.get(file)
    if (!kept) {
      const stamp = stampOf(file)
      kept = {stamp, code: this.codeOf(file, stamp)}
      this.found.set(file, kept)
    }
    return kept
  }

  private compile(source: string, file: string): (this: unknown, ...parameters: unknown[]) => unknown {
    const {stamp, code: cachedData} = this.kept(file)
    const {Script} = process.getBuiltinModule('node:vm')
    const script = new Script(`${HEAD}${source}${FOOT}`, {filename: file, ...(cachedData && {cachedData})})
    if (!cachedData || script.cachedDataRejected) this.allFound = false
    this.scripts.push({file, stamp, script})
    return script.runInThisContext() as (this: unknown, ...parameters: unknown[]) => unknown
  }
}
