import {judgeOf} from '@cloudprem/chart/schema'
import {strictChart} from '../schema/strict-chart.js'
import {mistake} from './mistake.js'

/** Keys that the chart does not read, and values of another type. */
export const keyMistakes = [
  mistake(
    'dead-key',
    'Dex stands at the top',
    'dex: # <--\n  ingress:\n    className: nginx',
    'membership:\n  dex:\n    ingress:\n      className: nginx',
  ),
  mistake(
    'dead-key',
    'the database stands at the top',
    'postgresql: # <--\n  enabled: false',
    'membership:\n  postgresql:\n    enabled: true',
  ),
  mistake(
    'dead-key',
    'a part is switched off as in 2.x',
    'portal:\n  enabled: false # <--',
    'global:\n  platform:\n    portal:\n      enabled: false',
  ),
  mistake('dead-key', 'Membership is switched off as in 2.x', 'membership:\n  enabled: false # <--', 'membership: {}', {
    major: 3,
  }),
  mistake(
    'dead-key',
    'console v2 is configured in 4.x',
    'console: # <--\n  ingress:\n    className: nginx',
    'console-v3:\n  ingress:\n    className: nginx',
  ),
  mistake(
    'dead-key',
    'the NATS user has its documented name',
    'global:\n  nats:\n    auth:\n      user: nats # <--',
    'global:\n  nats:\n    auth:\n      username: nats',
  ),
  mistake(
    'dead-key',
    'the cookie of 2.x is kept',
    'global:\n  platform:\n    cookie: # <--\n      encryptionKey: aKeyOfTwoThatIsLongEnough01',
    'global: {}',
  ),
  mistake(
    'platform-not-a-map',
    'a switch of 2.x is kept',
    'global:\n  platform:\n    enabled: true # <--',
    'global:\n  platform: {}',
  ),
  mistake('dead-key', 'a section is spelt as in global.platform', 'consoleV3: # <--\n  replicas: 2', 'fix'),
  mistake('schema-refused', 'a closed map has a misspelt key', 'portal:\n  closed:\n    color: red # <--', 'fix', {
    context: {judge: judgeOf(strictChart)},
  }),
  mistake('unknown-key', 'ingress is misspelt', 'portal:\n  ingres: # <--\n    className: nginx', 'fix'),
  mistake(
    'unknown-key',
    'tls has capitals',
    'portal:\n  ingress:\n    TLS: # <--\n      - {secretName: x, hosts: [portal.formance.example]}',
    'fix',
  ),
  mistake(
    'unknown-key',
    'serviceHost has no capital',
    'global:\n  servicehost: formance.example # <--',
    'global:\n  serviceHost: formance.example',
  ),
  mistake('dead-key', 'the class has its Kubernetes name', 'portal:\n  ingress:\n    ingressClassName: nginx # <--', 'fix'),
  mistake('dead-key', 'Membership counts with replicaCount', 'membership:\n  replicas: 2 # <--', 'fix'),
  mistake('dead-key', 'the portal counts with replicas', 'portal:\n  replicaCount: 2 # <--', 'fix'),
  mistake('dead-key', 'licence has its American spelling', 'global:\n  license: # <--\n    token: x', 'fix'),
  mistake(
    'dead-key',
    'the cluster id has a small d',
    'global:\n  licence:\n    clusterId: 6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11 # <--',
    'fix',
  ),
  mistake(
    'unknown-key',
    'a key is written flat',
    'global.serviceHost: formance.example # <--',
    'global:\n  serviceHost: formance.example',
  ),
  mistake(
    'unknown-key',
    'a section is nested one level too deep',
    'membership:\n  membership: # <--\n    debug: true',
    'membership:\n  debug: true',
  ),
  mistake(
    'unknown-key',
    'cookie stands beside config',
    'portal:\n  cookie: # <--\n    secret: aCookieAtTheWrongPlace0001',
    'portal:\n  config:\n    cookie:\n      secret: aCookieAtTheRightPlace0001',
  ),
  mistake(
    'unknown-key',
    'serviceHost stands at the top',
    'serviceHost: formance.example # <--',
    'global:\n  serviceHost: formance.example',
  ),
  mistake(
    'dead-key',
    "the database's port has the path of a profile",
    'global:\n  service:\n    ports:\n      postgresql: 5433 # <--',
    'global:\n  postgresql:\n    service:\n      ports:\n        postgresql: 5433',
  ),
  mistake(
    'dead-key',
    'the database password stands below Membership',
    'membership:\n  postgresql:\n    auth: # <--\n      password: aPasswordNobodyReads00001',
    'global:\n  postgresql:\n    auth:\n      password: aPasswordThatIsRead000001',
  ),
  mistake(
    'child-global',
    'a global stands below Membership',
    'membership:\n  global:\n    postgresql: # <--\n      host: db.example.net',
    'membership: {}',
  ),
  mistake(
    'nats-below-membership',
    'NATS stands below Membership',
    'membership:\n  global:\n    nats: # <--\n      enabled: true',
    'global:\n  nats:\n    enabled: true',
  ),
  mistake(
    'dead-key',
    'Dex has config instead of configOverrides',
    'membership:\n  dex:\n    config: # <--\n      connectors: []',
    'membership:\n  dex:\n    configOverrides:\n      connectors: []',
  ),
  mistake(
    'wrong-type',
    'the cluster id is a number',
    'global:\n  licence:\n    clusterID: 1234 # <--',
    'global:\n  licence:\n    clusterID: 6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11',
  ),
  mistake(
    'wrong-type',
    'the port is quoted',
    'global:\n  postgresql:\n    service:\n      ports:\n        postgresql: "5433" # <--',
    'fix',
  ),
  mistake('wrong-type', 'an image tag is a number', 'portal:\n  image:\n    tag: 2.50 # <--', 'fix'),
  mistake('wrong-type', 'a switch is quoted', 'portal:\n  ingress:\n    enabled: "true" # <--', 'fix'),
  mistake('wrong-type', 'managedStack is a number', 'portal:\n  config:\n    managedStack: 1 # <--', 'fix'),
  mistake(
    'wrong-type',
    'tls is a map',
    'portal:\n  ingress:\n    tls: # <--\n      secretName: x',
    'portal:\n  ingress:\n    tls:\n      - secretName: x\n        hosts: [portal.formance.example]',
  ),
  mistake(
    'wrong-type',
    'additionalEnv is a map',
    'portal:\n  config:\n    additionalEnv: # <--\n      A: x',
    'portal:\n  config:\n    additionalEnv:\n      - {name: A, value: x}',
  ),
  mistake(
    'wrong-type',
    'the wizard has a map',
    'membership:\n  config:\n    wizard:\n      setup: # <--\n        users: []',
    'membership:\n  config:\n    wizard:\n      setup: |\n        users: []',
  ),
  mistake(
    'wizard-setup',
    'the wizard is left empty',
    'membership:\n  config:\n    wizard:\n      setup: # <--',
    'membership: {}',
  ),
]
