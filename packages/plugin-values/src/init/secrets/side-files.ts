import {
  externalSecretManifests,
  secretManifests,
  storeContent,
  type SecretStore,
  type StoredSecret,
  type Values,
} from '@cloudprem/chart'
import path from 'node:path'
import type {SecretsKind} from '../plan.js'

/** A file beside the values. */
export interface SideFile {
  file: string
  /** Documents of the file. */
  documents: Values[]
  format: 'yaml' | 'json'
  /** In clear text: mode 0600, and never to be committed. */
  holdsSecrets: boolean
  /** Lines at its top, without `#`. */
  comment: string[]
  /** Secrets of it that were made in this run: one that is in the file already stays. */
  generated: ReadonlySet<string>
}

export interface SideFiles {
  files: SideFile[]
  /** Commands that bring the secrets into the cluster, in order. */
  next: string[]
}

export interface SideFileRequest {
  kind: SecretsKind
  stored: StoredSecret[]
  /** Of the values; undefined: standard output. */
  valuesFile: string
  release: string
  namespace: string
  store?: SecretStore
  /** Whether a file is there already. */
  exists: (file: string) => boolean
}

const CLEAR_TEXT = 'Secrets in clear text: keep this file out of version control.'

/** What has to lie beside a values file without secrets. Nothing is encrypted here: that is for the tools' own keys. */
export function planSideFiles(request: SideFileRequest): SideFiles {
  const {kind, stored, namespace} = request
  const generated = generatedOf(stored)
  if (kind === 'inline' || stored.length === 0) return {files: [], next: []}
  if (kind === 'external-secrets') return planExternalSecrets(request)
  const manifests = secretManifests(stored, namespace)
  if (kind === 'sealed-secrets') return planSealedSecrets(request, manifests)

  const file = beside(request.valuesFile, 'secrets.yaml')
  // sops keeps comments: what is said must be true before and after.
  const comment =
    kind === 'sops' ? ['Keep this file out of version control until sops has made each secret ENC[…].'] : [CLEAR_TEXT]
  const applied = kind === 'sops' ? `sops decrypt ${file} | kubectl apply -f -` : `kubectl apply -f ${file}`
  return {
    files: [{file, documents: manifests, format: 'yaml', holdsSecrets: true, comment, generated}],
    next: [
      // Names and kinds stay readable, as Flux and kustomize want them.
      ...(kind === 'sops' ? [`sops encrypt --in-place --encrypted-regex '^(data|stringData)$' ${file}`] : []),
      `kubectl create namespace ${namespace}`,
      applied,
    ],
  }
}

/** One file each: older kubeseal seals the first document of a file and drops the others (bitnami/sealed-secrets issue 114). */
function planSealedSecrets({valuesFile, namespace, release, stored, exists}: SideFileRequest, manifests: Values[]): SideFiles {
  const names = manifests.map(({metadata}) => (metadata as {name: string}).name.slice(release.length + 1))
  const plain = names.map((name) => beside(valuesFile, `secret-${name}.yaml`))
  const sealed = names.map((name) => beside(valuesFile, `sealed-${name}.yaml`))
  return {
    files: manifests.map((manifest, index) => ({
      file: plain[index] ?? '',
      documents: [manifest],
      format: 'yaml',
      holdsSecrets: true,
      comment: [`NOT SEALED. ${CLEAR_TEXT} Remove it once it is sealed.`],
      generated: generatedOf(stored),
    })),
    next: [
      ...plain.map((file, index) => {
        const target = sealed[index] ?? ''
        // What was sealed before cannot be read, and stays in it.
        return exists(target)
          ? `kubeseal --format yaml --merge-into ${target} < ${file}`
          : `kubeseal --format yaml -f ${file} -w ${target}`
      }),
      `kubectl create namespace ${namespace}`,
      `kubectl apply ${sealed.map((file) => `-f ${file}`).join(' ')}`,
    ],
  }
}

function planExternalSecrets({stored, valuesFile, release, namespace, store}: SideFileRequest): SideFiles {
  const remoteKey = (secret: string) => `${release}/${secret.slice(release.length + 1)}`
  const file = beside(valuesFile, 'external-secrets.yaml')
  const content = beside(valuesFile, 'store.json')
  const manifests = externalSecretManifests(stored, namespace, store ?? {name: release, kind: 'ClusterSecretStore'}, remoteKey)
  return {
    files: [
      {
        file,
        documents: manifests,
        format: 'yaml',
        holdsSecrets: false,
        comment: ['For the External Secrets Operator. No secret is in this file: the store has them.'],
        generated: new Set(),
      },
      {
        file: content,
        documents: [storeContent(stored, remoteKey)],
        format: 'json',
        holdsSecrets: true,
        comment: [],
        generated: generatedOf(stored),
      },
    ],
    next: [`kubectl create namespace ${namespace}`, `kubectl apply -f ${file}`],
  }
}

function generatedOf(stored: readonly StoredSecret[]): Set<string> {
  return new Set(stored.flatMap(({value, isGenerated}) => (isGenerated && value !== undefined ? [value] : [])))
}

/** values.yaml and `secrets.yaml` give values.secrets.yaml in the same folder. */
function beside(valuesFile: string, ending: string): string {
  const {dir, name} = path.parse(valuesFile)
  return path.join(dir, `${name}.${ending}`)
}
