import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {promisify} from 'node:util'
import {checkManifest, helmFolders, repositoryRoot, temporaryFolder} from '@cloudprem/testing'
import {chartOfSchemas, PUBLISHED} from './support/published-schemas.js'
import {planFor, scenariosFor, write, type Written} from './support/scenarios.js'

const REHEARSAL = path.join(repositoryRoot, 'packages/plugin-sandbox/charts/cloudprem')

/** What the real helm renders from `chart` with these values; throws with its words when it refuses them. */
async function template(chart: string, text: string): Promise<string> {
  const [helm = ''] = await helmFolders()
  const file = path.join(temporaryFolder(), 'values.yaml')
  writeFileSync(file, text)
  const args = ['template', 'cloudprem', chart, '-f', file, '-n', 'formance-system', '--kube-version', '1.30.0']
  const {stdout} = await promisify(execFile)(path.join(helm, 'helm'), args, {maxBuffer: 1 << 26})
  return stdout
}

function beforehand({stored}: Written): Record<string, string[]> {
  const secrets: Record<string, string[]> = {}
  for (const {secret, key} of stored) secrets[secret] = [...new Set([...(secrets[secret] ?? []), key])]
  return secrets
}

describe('what values init writes, judged by the real helm', function () {
  this.timeout(120_000)

  before(async function () {
    if ((await helmFolders()).length === 0) this.skip()
  })

  for (const version of PUBLISHED) {
    it(`is accepted by every published schema of chart ${version}, umbrella and children`, async () => {
      const chart = chartOfSchemas(version)
      for (const {plan} of scenariosFor(version)) await template(chart, write(plan).text)
      // The schemas are asked at all: a wrong type in a child's section is refused.
      const wrong = write(planFor(version, {settings: [['portal.ingress.enabled', 'maybe']]}))
      await assert.rejects(template(chart, wrong.text), /portal[^]*(want boolean|boolean)/)
    })
  }

  for (const {title, plan} of scenariosFor('4.10.2')) {
    it(`renders manifests without a fault: ${title}`, async () => {
      const written = write(plan)
      const manifest = await template(REHEARSAL, written.text)
      const faults = checkManifest(manifest, {
        namespace: 'formance-system',
        serviceHost: 'formance.example',
        beforehand: beforehand(written),
      })
      // Assertions about Dex say nothing without it.
      if (plan.provider) for (const id of ['A10', 'A11', 'A12'] as const) delete faults[id]
      assert.deepEqual(faults, {})
    })
  }
})
