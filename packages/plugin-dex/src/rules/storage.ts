import {isMap} from '@cloudprem/chart'
import {fieldAt, spelledPath, textAt} from '../judge/fields.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'

/** Storages that lose sessions, and databases that are spoken to in a way they do not understand. */
export function storageProblems({document, surroundings}: Subject): Problem[] {
  const problems: Problem[] = []
  const type = textAt(document, 'storage.type')
  if (type === 'memory') {
    const replicas = surroundings?.replicas ?? 1
    problems.push({
      rule: 'storage-memory',
      severity: replicas > 1 ? 'error' : 'warning',
      path: spelledPath(document, 'storage.type'),
      message:
        replicas > 1
          ? `with ${replicas} pods and storage in memory logins fail at random`
          : 'with storage in memory every restart of Dex ends logins under way and changes its keys',
      fix: 'type: postgres, or kubernetes',
    })
  }
  if (type === 'postgres' && textAt(document, 'storage.config.ssl.mode') === '') {
    problems.push({
      rule: 'storage-ssl-mode-missing',
      severity: surroundings?.hasBundledDatabase ? 'error' : 'warning',
      path: spelledPath(document, 'storage.config.ssl.mode'),
      message: surroundings?.hasBundledDatabase
        ? 'without ssl.mode Dex demands verify-full, and the bundled database speaks no TLS: Dex does not start'
        : "without ssl.mode Dex demands verify-full, with the system's authorities",
      fix: 'write membership.dex.configOverrides.storage.config.ssl.mode: disable, require, verify-ca or verify-full',
    })
  }
  if (isMap(fieldAt(document, 'ssl'))) {
    problems.push({
      rule: 'ssl-at-the-top',
      severity: 'warning',
      path: spelledPath(document, 'ssl'),
      message: 'Dex passes over ssl at the top of its configuration',
      fix: 'move it to storage.config.ssl',
    })
  }
  return problems
}
