import {CloudpremError, explainFetchFailure, redactText, type ChartReference} from '@cloudprem/core'

/** What was asked of helm, for the words of the error. */
export interface FailedRun {
  action: 'template' | 'install'
  stderr: string
  exitCode: number
  chart: ChartReference
  version?: string
  release: string
  namespace: string
  kubeContext?: string
  /** The files given with --values. */
  valuesFiles: string[]
}

interface Explanation {
  message: string
  hint: string | string[]
}

/** One thing that helm says, and what it means here. */
type Rule = [pattern: RegExp, explanation: (run: FailedRun, match: RegExpExecArray) => Explanation]

const REASON_LINES = 8

/** The error for a helm that ended badly: what happened, helm's own last lines without secrets, what to do. */
export function explainFailure(run: FailedRun): CloudpremError {
  const said = helmLines(run.stderr)
  const text = said.join('\n')
  const {hint, message} = explain(run, text)
  return new CloudpremError({
    code: 'HELM_FAILED',
    message,
    reason: redactText(said.slice(-REASON_LINES).join('\n')) || `helm ended with exit code ${run.exitCode} and said nothing.`,
    hint,
    details: {exitCode: run.exitCode},
  })
}

function explain(run: FailedRun, said: string): Explanation {
  return (
    firstOf(releaseRules, run, said) ??
    explainFetchFailure(said, run.chart, run.version) ??
    firstOf(renderRules, run, said) ?? {
      message: `helm ${run.action} failed (exit code ${run.exitCode})`,
      hint: 'the same command with --debug',
    }
  )
}

function firstOf(rules: Rule[], run: FailedRun, said: string): Explanation | undefined {
  for (const [pattern, explanation] of rules) {
    const match = pattern.exec(said)
    if (match) return explanation(run, match)
  }
  return undefined
}

/** What helm said, without its log lines (they repeat the error in Helm 4) and advice that does not apply here. */
function helmLines(stderr: string): string[] {
  return stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^level=|^time=|^Use --debug flag to render|^WARNING: Kubernetes configuration/.test(line))
    .map((line) => line.replace(/^Error: (INSTALLATION FAILED: )?/, ''))
}

const first = ({valuesFiles}: FailedRun) => valuesFiles.find((file) => file !== '-') ?? 'values.yaml'

/** What the cluster or the release says. */
const releaseRules: Rule[] = [
  [
    /cluster reachability|[Kk]ubernetes cluster unreachable|kubeconfig/,
    ({kubeContext}) => ({
      message: `The Kubernetes cluster${kubeContext === undefined ? '' : ` of context ${kubeContext}`} cannot be reached`,
      hint: ['kubectl cluster-info', 'kubectl config get-contexts, then the same command with --kube-context NAME'],
    }),
  ],
  [
    /cannot re-use a name that is still in use/,
    (run) => ({
      message: `There is already a release ${run.release} in namespace ${run.namespace}`,
      hint: [
        `helm status ${run.release} --namespace ${run.namespace}`,
        `helm upgrade ${run.release} ${run.chart.location}${run.version === undefined ? '' : ` --version ${run.version}`} --namespace ${run.namespace} --values ${first(run)}`,
      ],
    }),
  ],
  [
    /(\S+ "[^"]+") in namespace "[^"]*" exists and cannot be imported/,
    (_, [, object]) => ({
      message: `${object} exists already and belongs to something else: one CloudPrem per namespace, and no release name twice in a cluster`,
      hint: 'helm list --all-namespaces',
    }),
  ],
]

/** What rendering and waiting say. */
const renderRules: Rule[] = [
  [
    /values don't meet the specifications of the schema/,
    (run) => ({
      message: `The chart refuses ${first(run)}: a value has the wrong type`,
      hint: `cloudprem values validate ${first(run)}`,
    }),
  ],
  [
    /duplicate entries for key/,
    () => ({
      message: 'The API server refuses a variable that is given twice',
      hint: 'take the additionalEnv entry of that name out',
    }),
  ],
  [
    /context deadline exceeded|timed out waiting|not ready/,
    ({namespace}) => ({
      message: 'Installed, but not everything became ready in time',
      hint: [`kubectl get pods --namespace ${namespace}`, 'the release is kept: nothing has to be undone'],
    }),
  ],
  [
    /YAML parse error|cannot unmarshal|nil pointer evaluating|wrong type for value|can't evaluate field|execution error|error calling|cannot parse template/,
    (run) => ({
      message: `The chart cannot be rendered with ${run.valuesFiles.length > 0 ? first(run) : 'these values'}`,
      hint: `cloudprem values validate ${first(run)}`,
    }),
  ],
]
