import assert from 'node:assert/strict'
import {isCloudpremError, type Prompter, type Question} from '@cloudprem/core'
import {askFacts, type FactsRequest} from '../../src/init/ask.js'

/** A person who gives these answers, and what they were asked. */
function person(...answers: string[]) {
  const asked: Question[] = []
  const prompter: Prompter = {
    interactive: true,
    ask: (question) => {
      asked.push(question)
      return Promise.resolve(answers.shift() ?? '')
    },
    confirm: () => Promise.resolve(true),
  }
  return {prompter, asked}
}

const request = (change: Partial<FactsRequest>): FactsRequest => ({
  prompter: person().prompter,
  given: {},
  needsTls: true,
  needsClass: true,
  readOffers: () => Promise.resolve({tlsSecrets: ['wildcard-tls', 'old-tls'], ingressClasses: ['nginx']}),
  ...change,
})

describe('the questions of values init', () => {
  it('offer the TLS Secrets and Ingress classes that the cluster has', async () => {
    const {prompter, asked} = person('formance.example', 'wildcard-tls', 'nginx')
    const facts = await askFacts(request({prompter}))
    assert.deepEqual(facts, {domain: 'formance.example', tlsSecret: 'wildcard-tls', ingressClass: 'nginx', byPerson: true})
    assert.deepEqual(
      asked.map(({flag, choices}) => [flag, choices?.map(({value}) => value)]),
      [
        ['domain', undefined],
        ['tls-secret', ['wildcard-tls', 'old-tls', '']],
        ['ingress-class', ['nginx', '']],
      ],
    )
  })

  it('take another name, and leave the class to the cluster', async () => {
    const {prompter} = person('formance.example', '', 'mine-tls', '')
    const facts = await askFacts(request({prompter}))
    assert.deepEqual(facts, {domain: 'formance.example', tlsSecret: 'mine-tls', byPerson: true})
  })

  it('are two where there is no cluster to look at', async () => {
    const {prompter, asked} = person('formance.example', 'mine-tls')
    await askFacts(request({prompter, readOffers: () => Promise.resolve({tlsSecrets: [], ingressClasses: []})}))
    assert.deepEqual(
      asked.map(({flag}) => flag),
      ['domain', 'tls-secret'],
    )
  })

  it('are none, and no cluster is looked at, when the flags say it all', async () => {
    const readOffers = () => Promise.reject(new Error('the cluster was asked'))
    const {prompter, asked} = person()
    const given = {domain: 'formance.example', tlsSecret: 'mine-tls'}
    assert.deepEqual(await askFacts(request({prompter, given, readOffers})), {...given, byPerson: false})
    assert.deepEqual(asked, [])
  })

  it('ask for no TLS Secret where none is needed', async () => {
    const {prompter, asked} = person('formance.example')
    await askFacts(request({prompter, needsTls: false, needsClass: false}))
    assert.deepEqual(
      asked.map(({flag}) => flag),
      ['domain'],
    )
  })

  it('name every missing flag at once without a terminal', async () => {
    const prompter: Prompter = {...person().prompter, interactive: false}
    await assert.rejects(
      askFacts(request({prompter})),
      (error) => isCloudpremError(error) && /--domain, --tls-secret/.test(error.message),
    )
  })
})
