import {hostNameProblem} from '@cloudprem/chart'
import type {Question} from '@cloudprem/core'
import {databaseUrlProblem} from './database-url.js'

/** What `values init` cannot guess; `knownDomain` is offered as the answer. */
export const questionsFor = (knownDomain: string | undefined): Record<'domain' | 'tlsSecret', Question> => ({
  domain: {
    flag: 'domain',
    ...(knownDomain !== undefined && {initial: knownDomain}),
    message: 'Base domain (hosts become membership.<domain>, portal.<domain>, …)',
    validate: (answer) => problemOf('it', hostNameProblem(answer)),
  },
  tlsSecret: {
    flag: 'tls-secret',
    message: 'Kubernetes Secret with the certificate for these hosts',
    validate: (answer) => problemOf('it', hostNameProblem(answer)),
  },
})

/** The Secrets that the cluster has; the empty answer is another one. */
export const offeredTlsQuestion = (names: string[]): Question => ({
  flag: 'tls-secret',
  message: 'Kubernetes Secret with the certificate for these hosts',
  choices: [...names.map((value) => ({value})), {value: '', label: 'another one', hint: 'its name is asked for'}],
})

/** The classes that the cluster has; the empty answer leaves it to the cluster. */
export const ingressClassQuestion = (names: string[]): Question => ({
  flag: 'ingress-class',
  message: 'Ingress class',
  choices: [...names.map((value) => ({value})), {value: '', label: "the cluster's default"}],
})

export const databaseQuestion: Question = {
  flag: 'postgres-url',
  message: 'Database',
  initial: 'bundled',
  choices: [
    {value: 'bundled', label: 'the bundled PostgreSQL', hint: 'for a trial'},
    {value: 'external', label: 'a PostgreSQL of your own'},
  ],
}

export const databaseUrlQuestion: Question = {
  flag: 'postgres-url',
  message: 'postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require',
  secret: true,
  validate: databaseUrlProblem,
}

export const EXAMPLE = 'cloudprem values init --domain formance.example --tls-secret formance-example-tls'

function problemOf(subject: string, problem: string | undefined): string | undefined {
  return problem && `${subject} ${problem}`
}
