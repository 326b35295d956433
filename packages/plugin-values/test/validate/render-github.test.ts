import {strict as assert} from 'node:assert'
import type {Finding} from '@cloudprem/chart'
import {renderGithub} from '../../src/validate/render-github.js'

const FINDING: Finding = {rule: 'host-form', severity: 'error', file: 'values.yaml', path: 'a', line: 3, column: 5, message: 'm'}

describe('workflow commands for GitHub', () => {
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands: % CR LF everywhere; : , in properties.
  it('are escaped as documented, so that no text can end a command or begin another', () => {
    const [line = '', ...others] = renderGithub([
      {...FINDING, file: 'a,b:c%.yaml', message: '100% of it\r\n::error::mine', fix: 'write a: b, c'},
    ])
    assert.deepEqual(others, [])
    assert.equal(
      line,
      '::error file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=host-form::100%25 of it%0D%0A::error::mine. Fix: write a: b, c',
    )
  })

  it('say warning for a warning', () => {
    assert.deepEqual(renderGithub([{...FINDING, severity: 'warning'}]), [
      '::warning file=values.yaml,line=3,col=5,title=host-form::m',
    ])
  })
})
