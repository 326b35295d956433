import type {default as Provider} from 'oidc-provider'

/**
 * The class of oidc-provider. It says at its import that it wants Node 22; on Node 20 everything used here works
 * (the tests run there), so that one remark is kept from the user.
 */
export async function loadProvider(): Promise<typeof Provider> {
  const warn = globalThis.console.warn.bind(globalThis.console)
  globalThis.console.warn = (...words: unknown[]) => {
    if (!words.join(' ').includes('Unsupported runtime')) warn(...words)
  }
  try {
    return (await import('oidc-provider')).default
  } finally {
    globalThis.console.warn = warn
  }
}
