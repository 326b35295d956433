import {EVERY, mistake} from './mistake.js'

const base = (host: string) => `global:\n  serviceHost: ${host} # <--`
const tls = (entry: string) => `portal:\n  ingress:\n    tls:\n      - ${entry} # <--`
const rightTls = 'portal:\n  ingress:\n    tls:\n      - {secretName: x, hosts: [portal.formance.example]}'

/** Names, certificates, Ingresses and what Kubernetes takes. */
export const hostMistakes = [
  mistake('service-host', 'the domain has a scheme', base('https://formance.example'), 'fix', {row: 5, majors: EVERY}),
  mistake('service-host', 'the domain has a port', base('formance.example:443'), 'fix', {row: 5, majors: EVERY}),
  mistake('service-host', 'the domain has capitals', base('Formance.Example'), 'fix', {row: 5, majors: EVERY}),
  mistake('service-host', 'the domain ends in a dot', base('formance.example.'), 'fix', {row: 5, majors: EVERY}),
  mistake('service-host', 'the domain ends in a slash', base('formance.example/'), 'fix', {row: 5, majors: EVERY}),
  mistake('service-host', 'the domain begins with a blank', base('" formance.example"'), 'fix', {row: 6, majors: EVERY}),
  mistake('service-host', 'the domain has an underscore', base('form_ance.example'), 'global:\n  serviceHost: formance.example'),
  mistake('service-host', 'the domain is empty', base('""'), 'global:\n  serviceHost: formance.example', {row: 5, majors: EVERY}),
  mistake(
    'service-host',
    'the domain is a block text',
    'global:\n  serviceHost: | # <--\n    formance.example',
    'global:\n  serviceHost: formance.example',
    {row: 7, majors: EVERY},
  ),
  mistake('placeholder-left', 'BASE_URL is left', base('BASE_URL'), 'global:\n  serviceHost: formance.example', {
    row: 5,
    majors: EVERY,
  }),
  mistake('placeholder-left', 'a shell variable was pasted', base('$BASE_DOMAIN'), 'global:\n  serviceHost: formance.example', {
    row: 5,
    majors: EVERY,
  }),
  mistake(
    'placeholder-left',
    'the TLS Secret is still to be named',
    tls('{secretName: YOUR_TLS_SECRET_NAME, hosts: [portal.formance.example]}'),
    rightTls,
  ),
  mistake(
    'example-domain',
    'the domain of an example was pasted',
    base('example.com'),
    'global:\n  serviceHost: formance.example',
  ),
  mistake(
    'example-domain',
    'your-domain.com was pasted',
    base('cloudprem.your-domain.com'),
    'global:\n  serviceHost: formance.example',
  ),
  mistake(
    'host-form',
    'a host has a path',
    'global:\n  platform:\n    portal:\n      host: portal.formance.example/app # <--',
    'global:\n  platform:\n    portal:\n      host: portal.formance.example',
  ),
  mistake(
    'host-outside-wildcard',
    "the console has the chart's name",
    'global:\n  platform:\n    consoleV3:\n      host: console.v3.formance.example # <--',
    'global:\n  platform:\n    consoleV3:\n      host: console.formance.example',
    {row: 9},
  ),
  mistake(
    'hosts-equal',
    'both consoles have one name',
    'global:\n  platform:\n    consoleV3:\n      host: console.formance.example # <--',
    'global:\n  platform:\n    consoleV3:\n      host: console-v3.formance.example',
    {majors: [3]},
  ),
  mistake('tls-missing', 'a host has no certificate', 'portal:\n  ingress:\n    tls: [] # <--', rightTls),
  mistake('tls-incomplete', 'a certificate names no hosts', tls('secretName: x'), rightTls, {row: 26, majors: EVERY}),
  mistake('tls-incomplete', 'a certificate names no Secret', tls('hosts: [portal.formance.example]'), rightTls, {
    row: 26,
    majors: EVERY,
  }),
  mistake('tls-incomplete', 'a certificate is a word', tls('wildcard'), rightTls, {row: 25, majors: EVERY}),
  mistake(
    'tls-host-missing',
    'a certificate is for another host',
    'portal:\n  ingress:\n    tls: # <--\n      - {secretName: x, hosts: [app.formance.example]}',
    rightTls,
  ),
  mistake(
    'ingress-off',
    'one Ingress is off while the others are on',
    'portal:\n  ingress:\n    enabled: false # <--',
    'portal:\n  ingress:\n    enabled: true',
  ),
  mistake(
    'ingress-hosts',
    'a host has no paths',
    'portal:\n  ingress:\n    hosts:\n      - host: portal.formance.example # <--',
    'portal:\n  ingress:\n    hosts:\n      - host: portal.formance.example\n        paths: [{path: /, pathType: Prefix}]',
    {row: 27, majors: EVERY},
  ),
  mistake(
    'annotation-not-text',
    'an annotation is a boolean',
    'portal:\n  ingress:\n    annotations:\n      traefik.ingress.kubernetes.io/router.tls: true # <--',
    'fix',
    {row: 28, majors: EVERY},
  ),
  mistake('annotation-not-text', 'a label is a number', 'portal:\n  podAnnotations:\n    version: 1 # <--', 'fix'),
  mistake(
    'environment-not-text',
    'a variable is a number',
    'portal:\n  config:\n    additionalEnv:\n      - name: A\n        value: 1 # <--',
    'fix',
    {row: 47, majors: EVERY},
  ),
  mistake(
    'environment-repeated',
    'a variable of the chart is given again',
    'membership:\n  config:\n    additionalEnv:\n      - {name: POSTGRES_URI, value: x} # <--',
    'membership:\n  config:\n    additionalEnv: []',
    {row: 49, majors: EVERY},
  ),
  mistake(
    'pull-secrets',
    'a pull secret is a word',
    'portal:\n  imagePullSecrets:\n    - registry # <--',
    'portal:\n  imagePullSecrets:\n    - name: registry',
    {row: 47, majors: EVERY},
  ),
  mistake('quantity', 'memory is in MB', 'portal:\n  resources:\n    limits:\n      memory: 512MB # <--', 'fix', {
    row: 47,
    majors: EVERY,
  }),
  mistake(
    'disruption-budget',
    'a budget has a maximum',
    'portal:\n  podDisruptionBudget: # <--\n    enabled: true\n    maxUnavailable: 1',
    'portal:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n    minAvailable: 0',
    {row: 46, majors: EVERY},
  ),

  mistake(
    'annotation-not-text',
    'an annotation is a number',
    'membership:\n  ingress:\n    annotations:\n      example.test/weight: 1 # <--',
    'fix',
    {row: 28, majors: EVERY},
  ),
]
