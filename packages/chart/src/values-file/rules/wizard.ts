import {load, YAMLException} from 'js-yaml'
import {isMap, valueAt} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const SETUP = 'membership.config.wizard.setup'
const LISTS = ['users', 'organizations', 'regions', 'stacks']

/**
 * Helm fills the templates in the text and puts it into a ConfigMap unread. What is no YAML there, or has a map for a list,
 * makes the wizard's Job fail after everything else is installed.
 */
export const wizardSetup: Rule = {
  id: 'wizard-setup',
  severity: 'error',
  description: 'The setup of the wizard is a text that holds YAML: lists of users, organizations, regions, stacks (4.x).',
  why:
    'Null stops helm while rendering. A text that is no YAML, or has a map for a list, goes into a ConfigMap ' +
    "unread: the wizard's Job fails after everything else is installed.",
  check: (values, {facts}) => (facts.major < 4 ? [] : [judge(valueAt(values.given, SETUP))]),
}

function judge(setup: unknown): Verdict {
  if (setup === null) {
    return {path: SETUP, message: `${SETUP} has nothing under it, and helm refuses the chart`, fix: 'remove the line'}
  }
  if (typeof setup !== 'string') return undefined // wrong-type says so
  const problem = problemOf(setup)
  return problem === undefined
    ? undefined
    : {path: SETUP, message: `${SETUP} ${problem}: the wizard's Job fails`, fix: 'correct the YAML in the text'}
}

function problemOf(setup: string): string | undefined {
  let content: unknown
  try {
    // A template becomes one word, as most do; what a template makes more of is not known here.
    content = load(`# so that an empty text is one too\n${setup.replaceAll(/\{\{.*?\}\}/gs, 'filled')}\n`)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark === undefined ? '' : ` in its line ${error.mark.line}`
    return `is no YAML${line} (${error.reason})`
  }
  if (content === null || content === undefined) return undefined
  if (!isMap(content)) return 'holds no keys and values'
  const wrong = LISTS.find(
    (key) => isMap(content) && content[key] !== undefined && content[key] !== null && !Array.isArray(content[key]),
  )
  return wrong === undefined ? undefined : `has ${wrong} that are no list`
}
