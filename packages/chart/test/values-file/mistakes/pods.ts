import {EVERY, mistake} from './mistake.js'

const variable = (entry: string) => `membership:\n  config:\n    additionalEnv:\n      - ${entry}`
const scaling = (bounds: string) => `membership:\n  autoscaling: ${bounds}`
const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/cloudprem/0123456789abcdef'
const groups = (key: string) => `  aws:\n    targetGroups:\n      ${key}:\n        targetGroupARN: ${arn}`
const balancer = `global:\n  aws:\n    elb: true\nmembership:\n${groups('http')}\n${groups('grpc').split('\n').slice(2).join('\n')}\n  dex:\n  ${groups('dex-http').replaceAll('\n', '\n  ')}\nportal:\n${groups('http')}`

/** What the API server refuses in a pod, or never starts. */
export const podMistakes = [
  mistake(
    'environment-source',
    'a variable from a Secret names no key',
    variable('name: PROXY_PASSWORD\n        valueFrom:\n          secretKeyRef: # <--\n            name: proxy'),
    variable(
      'name: PROXY_PASSWORD\n        valueFrom:\n          secretKeyRef:\n            name: proxy\n            key: password',
    ),
    {majors: EVERY},
  ),
  mistake(
    'environment-source',
    'a variable has a value and a source',
    variable('{name: PROXY, value: http://proxy:3128, valueFrom: {configMapKeyRef: {name: proxy, key: url}}} # <--'),
    variable('{name: PROXY, value: http://proxy:3128}'),
    {majors: EVERY},
  ),
  mistake(
    'environment-source',
    'valueFrom holds the reference itself',
    variable('{name: PROXY, valueFrom: proxy/url} # <--'),
    variable('{name: PROXY, valueFrom: {configMapKeyRef: {name: proxy, key: url}}}'),
  ),
  mistake(
    'environment-repeated',
    "the portal's own variable is given again",
    'portal:\n  config:\n    additionalEnv:\n      - {name: COOKIE_DOMAIN, value: formance.example} # <--',
    'portal:\n  config:\n    additionalEnv: []',
    {majors: EVERY, row: 49},
  ),
  mistake(
    'environment-repeated',
    'the RP variables are given before 3.4.0',
    'membership:\n  dex:\n    enabled: false\n  config:\n    oidc:\n      scopes: [openid, email]\n    additionalEnv:\n      - {name: RP_ISSUER, value: "https://login.example.org"} # <--',
    'membership:\n  dex:\n    enabled: false\n  config:\n    oidc:\n      scopes: [openid, email]\n    additionalEnv: []',
    {majors: [3], context: {chartVersion: '3.3.2'}},
  ),
  mistake(
    'volume-missing',
    'a mount has another name than its volume',
    'portal:\n  volumes:\n    - {name: ca, configMap: {name: ca}}\n  volumeMounts:\n    - {name: certs, mountPath: /etc/ca} # <--',
    'portal:\n  volumes:\n    - {name: ca, configMap: {name: ca}}\n  volumeMounts:\n    - {name: ca, mountPath: /etc/ca}',
    {majors: EVERY},
  ),
  mistake(
    'volume-missing',
    "the Job mounts the Deployment's volume",
    'membership:\n  dex:\n    volumes:\n      - {name: ca, configMap: {name: ca}}\n  config:\n    migration:\n      volumeMounts:\n        - {name: ca, mountPath: /etc/ca} # <--',
    'membership:\n  config:\n    migration:\n      volumes:\n        - {name: ca, configMap: {name: ca}}\n      volumeMounts:\n        - {name: ca, mountPath: /etc/ca}',
    {majors: EVERY},
  ),
  mistake(
    'autoscaling-bounds',
    'Membership scales without an upper bound',
    scaling('{enabled: true, minReplicas: 2} # <--'),
    scaling('{enabled: true, minReplicas: 2, maxReplicas: 4}'),
    {majors: EVERY},
  ),
  mistake(
    'autoscaling-bounds',
    'the bounds are the wrong way round',
    scaling('\n    enabled: true\n    minReplicas: 4\n    maxReplicas: 2 # <--'),
    scaling('{enabled: true, minReplicas: 2, maxReplicas: 4}'),
  ),
  mistake(
    'target-group-missing',
    'a console has no target group',
    `${balancer}\nconsole-v3:\n  aws:\n    targetGroups: {} # <--`,
    `${balancer}\nconsole-v3:\n${groups('http')}`,
  ),
]
