import {askMissing, type Prompter} from '@cloudprem/core'
import type {ClusterOffers} from './cluster-offers.js'
import {EXAMPLE, ingressClassQuestion, offeredTlsQuestion, questionsFor} from './questions.js'

export interface Facts {
  domain: string
  /** Undefined where none is needed. */
  tlsSecret?: string
  ingressClass?: string
  /** Whether a person was asked for any of it. */
  byPerson: boolean
}

export interface FactsRequest {
  prompter: Prompter
  given: {domain?: string; tlsSecret?: string; ingressClass?: string}
  /** Offered as the answer. */
  knownDomain?: string
  needsTls: boolean
  /** An Ingress class is worth a question: no flag and no preset says it. */
  needsClass: boolean
  /** Looked up only when somebody is asked. */
  readOffers: () => Promise<ClusterOffers>
}

/**
 * Domain, TLS secret and Ingress class, from what is given or a person at the terminal, who is offered what the cluster has.
 *
 * @throws CloudpremError `USAGE_ANSWERS_MISSING` (exit 2) without a terminal, naming every flag that is missing
 */
export async function askFacts(request: FactsRequest): Promise<Facts> {
  const {prompter, given, needsTls} = request
  const {domain: domainQuestion, tlsSecret: tlsQuestion} = questionsFor(request.knownDomain)
  const {domain, tlsSecret} = given
  const byPerson = domain === undefined || (needsTls && tlsSecret === undefined)
  if (!byPerson) return {domain, ...(needsTls && {tlsSecret}), byPerson, ...classOf(given.ingressClass)}

  const offers = prompter.interactive ? await request.readOffers() : {tlsSecrets: [], ingressClasses: []}
  if (!needsTls) {
    const answers = await askMissing(prompter, {domain}, {domain: domainQuestion}, EXAMPLE)
    return {...answers, byPerson, ...(await askClass(request, offers))}
  }
  const isOffered = tlsSecret === undefined && offers.tlsSecrets.length > 0
  // The cluster's Secrets after the domain, whose certificate they may be.
  const known = isOffered ? await askMissing(prompter, {domain}, {domain: domainQuestion}, EXAMPLE) : {domain}
  const chosen = isOffered ? await prompter.ask(offeredTlsQuestion(offers.tlsSecrets)) : tlsSecret
  const answers = await askMissing(
    prompter,
    {...known, tlsSecret: chosen === '' ? undefined : chosen},
    {domain: domainQuestion, tlsSecret: tlsQuestion},
    EXAMPLE,
  )
  return {...answers, byPerson, ...(await askClass(request, offers))}
}

async function askClass({prompter, given, needsClass}: FactsRequest, offers: ClusterOffers) {
  if (!needsClass || given.ingressClass !== undefined || offers.ingressClasses.length === 0) return classOf(given.ingressClass)
  const answer = await prompter.ask(ingressClassQuestion(offers.ingressClasses))
  return classOf(answer === '' ? undefined : answer)
}

const classOf = (ingressClass: string | undefined) => (ingressClass === undefined ? {} : {ingressClass})
