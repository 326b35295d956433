import {CloudpremError, readText, writeFileAtomically} from '@cloudprem/core'
import {accessSync, constants, existsSync, statSync} from 'node:fs'
import path from 'node:path'
import type {StoredStack} from './read-stack.js'

/** Where the client secret of the stack is to be left, for the Stack in Kubernetes to have the same. */
export interface ClientSecretFiles {
  /** The secret and nothing else, not even a line's end: `kubectl create secret --from-file` would take that along. */
  secret?: string | undefined
  /** The manifest of a Kubernetes Secret. */
  manifest?: string | undefined
}

/**
 * Returns when the files can be written: not there, or there as they would be written. Before the commit, so that no stack
 * is made whose secret then has no place.
 *
 * @throws CloudpremError `USAGE`, `FILE_EXISTS`, `FILE_UNREADABLE`, `FILE_UNWRITABLE` (exit 2), `DATABASE_CONFLICT` (exit 4) for a stack without a
 *   secret
 */
export async function requireWritable(files: ClientSecretFiles, stack: StoredStack | undefined): Promise<void> {
  for (const [file, content] of contentsOf(files, stack)) {
    requireFolder(file)
    if (!existsSync(file) || (await readText(file)).trimEnd() === content.trimEnd()) continue
    throw new CloudpremError({
      code: 'FILE_EXISTS',
      message: `${file} exists and holds something else; it was not touched`,
      reason: 'Nothing was changed in the database either.',
      hint: `rm ${file}   # when it is no longer needed`,
    })
  }
}

/** The folder of the file, or the one in which it would be made. */
function requireFolder(file: string): void {
  let folder = path.dirname(path.resolve(file))
  while (!existsSync(folder)) folder = path.dirname(folder)
  try {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`)
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new CloudpremError({
      code: 'FILE_UNWRITABLE',
      message: `${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      reason: 'Nothing was changed in the database either.',
      cause,
    })
  }
}

/** Writes the files that are not there yet, 0600. @throws CloudpremError `FILE_EXISTS`, `FILE_UNWRITABLE` (exit 2) */
export async function writeClientSecret(files: ClientSecretFiles, stack: StoredStack | undefined): Promise<string[]> {
  const written: string[] = []
  for (const [file, content] of contentsOf(files, stack)) {
    if (existsSync(file)) continue
    await writeFileAtomically(file, content, {overwrite: false})
    written.push(file)
  }
  return written
}

function contentsOf({secret, manifest}: ClientSecretFiles, stack: StoredStack | undefined): [file: string, content: string][] {
  if (secret === undefined && manifest === undefined) return []
  if (!stack) {
    throw new CloudpremError({
      code: 'USAGE',
      message: 'A client secret can be written for one stack, and the file asks for another number of them',
      hint: 'leave --client-secret-file and --client-secret-manifest out; db client-secret reads back the one of a stack',
    })
  }
  const value = stack.clientSecret
  if (value === null) {
    throw new CloudpremError({
      code: 'DATABASE_CONFLICT',
      message: `Stack ${stack.id} of organization ${stack.organizationId} has no client secret`,
      reason: 'It was made by somebody else without one, and cloudprem alters no row. Nothing was changed.',
    })
  }
  return [
    ...(secret === undefined ? [] : [[secret, value] satisfies [string, string]]),
    ...(manifest === undefined ? [] : [[manifest, renderSecretManifest(stack, value)] satisfies [string, string]]),
  ]
}

/** The name of the Secret, and its key: what `clientSecretFromSecret` of the Auth resource names. */
export const SECRET_KEY = 'clientSecret'

export function secretNameOf({organizationId, id}: {organizationId: string; id: string}): string {
  return `${organizationId}-${id}-client`
}

/**
 * The Secret for `spec.delegatedOIDCServer.clientSecretFromSecret` of the stack's Auth. The label lets the operator bring it
 * into the namespace of the stack, wherever it was applied (formancehq/operator v3.9.2, `formance.com/stack`).
 */
export function renderSecretManifest(stack: {organizationId: string; id: string}, clientSecret: string): string {
  const name = `${stack.organizationId}-${stack.id}`
  // A JSON string is a YAML string, whatever is in it.
  return `apiVersion: v1
kind: Secret
metadata:
  name: ${secretNameOf(stack)}
  labels:
    formance.com/stack: ${name}
type: Opaque
stringData:
  ${SECRET_KEY}: ${JSON.stringify(clientSecret)}
`
}
