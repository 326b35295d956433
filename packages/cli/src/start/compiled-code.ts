import {closeSync, fstatSync, openSync} from 'node:fs'
import path from 'node:path'
import type {Script} from 'node:vm'
import {fill} from './fill.js'
import type {KeptCode} from './record.js'
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

function isBundle(file: string): boolean {
  return file.endsWith('.cjs') && file.includes('/dist/')
}

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

/** What Node compiles for this file, read and put together at once; undefined when there is less of the file than it says. */
function readModule(file: string): string | undefined {
  const descriptor = openSync(file, 'r')
  try {
    const {size} = fstatSync(descriptor)
    const whole = Buffer.allocUnsafeSlow(HEAD.length + size + FOOT.length)
    whole.write(HEAD, 0, 'latin1')
    whole.write(FOOT, HEAD.length + size, 'latin1')
    return fill(whole.subarray(HEAD.length, HEAD.length + size), descriptor) ? whole.toString('latin1') : undefined
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Lets V8 take compiled code for our bundles, where it has some; what it does not accept it compiles as ever. Bundles have
 * no `import()`, which code run this way could not do.
 */
export class CompiledCode {
  private readonly found = new Map<string, {stamp: string; kept: KeptCode | undefined}>()
  private readonly scripts: {file: string; stamp: string; whole: string; script: Script}[] = []
  private allFound = true

  /** @param codeOf the code kept for a file as it is now */
  constructor(private readonly codeOf: (file: string, stamp: string) => KeptCode | undefined) {}

  /** From now on every bundle that is required goes through here; one that has code is not searched for. */
  use(): void {
    const search = Module._resolveFilename
    Module._resolveFilename = (request, parent, ...rest) => {
      const isPath = request.startsWith('/') || (request.startsWith('.') && parent?.filename !== undefined)
      const file = isPath ? path.resolve(parent?.filename ?? '', '..', request) : ''
      return isPath && this.find(file).kept ? file : search(request, parent, ...rest)
    }
    const load = Module._extensions['.js']
    Module._extensions['.js'] = (loaded, file) => {
      const whole = isBundle(file) && this.find(file).kept?.isAscii ? readModule(file) : undefined
      if (whole === undefined) load(loaded, file)
      else this.run(loaded, file, whole)
    }
    const compileAsNode = Module.prototype._compile
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the inner function has Node's module as its `this`
    const compiledCode = this
    Module.prototype._compile = function (source, file, ...rest) {
      return isBundle(file)
        ? compiledCode.run(this, file, `${HEAD}${source}${FOOT}`)
        : compileAsNode.call(this, source, file, ...rest)
    }
  }

  /** Whether the kept code was all that was needed. */
  get isComplete(): boolean {
    return this.allFound
  }

  /** The code as it is now: with every function that was run until now. */
  produce(): (KeptCode & {file: string; stamp: string})[] {
    return this.scripts.map(({file, stamp, whole, script}) => ({
      file,
      stamp,
      isAscii: Buffer.byteLength(whole) === whole.length,
      code: script.createCachedData(),
    }))
  }

  private find(file: string): {stamp: string; kept: KeptCode | undefined} {
    let found = this.found.get(file)
    if (!found) {
      const stamp = stampOf(file)
      found = {stamp, kept: this.codeOf(file, stamp)}
      this.found.set(file, found)
    }
    return found
  }

  private run(loaded: NodeJS.Module, file: string, whole: string): unknown {
    const compiled = this.compile(whole, file)
    return compiled.call(loaded.exports, loaded.exports, requireOf(loaded), loaded, file, path.dirname(file))
  }

  private compile(whole: string, file: string): (this: unknown, ...parameters: unknown[]) => unknown {
    const {stamp, kept} = this.find(file)
    const {Script} = process.getBuiltinModule('node:vm')
    const script = new Script(whole, {filename: file, ...(kept && {cachedData: kept.code})})
    if (!kept || script.cachedDataRejected) this.allFound = false
    this.scripts.push({file, stamp, whole, script})
    return script.runInThisContext() as (this: unknown, ...parameters: unknown[]) => unknown
  }
}
