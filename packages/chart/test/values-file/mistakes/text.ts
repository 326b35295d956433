import {EVERY, mistake} from './mistake.js'

/** How the file is written. */
export const textMistakes = [
  mistake('yaml-unparsable', 'tabs indent', 'global:\n\tdebug: true # <--', 'global:\n  debug: true', {row: 58, majors: EVERY}),
  mistake(
    'yaml-unparsable',
    'a quote is not closed',
    'global:\n  serviceHost: "formance.example # <--',
    'global:\n  serviceHost: formance.example',
  ),
  mistake('yaml-unparsable', 'a password begins with a star', 'x-a:\n  password: *secret # <--', 'x-a:\n  password: "*secret"'),
  mistake(
    'yaml-unparsable',
    'a template is not quoted',
    'portal:\n  podAnnotations: {a: {{ .Values.x }}} # <--',
    'portal:\n  podAnnotations: {a: "{{ .Values.x }}"}',
  ),
  mistake(
    'yaml-unparsable',
    'a value has a colon and a blank',
    'x-a:\n  note: the port: 5432 # <--',
    'x-a:\n  note: "the port: 5432"',
  ),
  mistake(
    'yaml-unparsable',
    'a key is indented too little',
    'portal:\n    replicas: 2\n  resources: {} # <--',
    'portal:\n  replicas: 2\n  resources: {}',
  ),
  mistake('yaml-unparsable', 'an alias of the old guide has no anchor', 'x-a:\n  tls: *ingress.tls # <--', 'x-a: {tls: []}'),
  mistake('yaml-unparsable', 'a merge conflict is left', '<<<<<<< HEAD # <--\nglobal: {}\n=======\nglobal: {}', 'global: {}'),
  mistake('yaml-not-a-mapping', 'the file is a list', '- global: {} # <--', 'global: {}', {row: 58, majors: EVERY}),
  mistake('yaml-not-a-mapping', 'there is no blank after the colon', 'global:{} # <--', 'global: {}'),
  mistake(
    'yaml-duplicate-key',
    'there are two global blocks',
    'global:\n  debug: true\nglobal: # <--\n  serviceHost: formance.example',
    'global:\n  debug: true\n  serviceHost: formance.example',
    {row: 55, majors: EVERY},
  ),
  mistake(
    'yaml-duplicate-key',
    'one key stands twice far below',
    'portal:\n  ingress:\n    enabled: true\n    enabled: false # <--',
    'portal:\n  ingress:\n    enabled: true',
  ),
  mistake(
    'yaml-second-document',
    'a second document is in the file',
    'portal:\n  replicas: 1\n---\nconsole-v3: # <--\n  replicas: 1',
    'portal:\n  replicas: 1\nconsole-v3:\n  replicas: 1',
    {row: 56, majors: EVERY},
  ),
  mistake('yaml-aliases', 'an anchor holds itself', 'x-a: &a {self: *a} # <--', 'x-a: {}'),
  mistake('yaml-bare-boolean', 'yes stands for text', 'x-a:\n  answer: yes # <--', 'x-a:\n  answer: "yes"'),
  mistake('yaml-bare-boolean', 'a country is a boolean', 'x-a:\n  country: NO # <--', 'x-a:\n  country: "NO"'),
  mistake('yaml-octal-number', 'a file mode becomes 493', 'x-a:\n  mode: 0755 # <--', 'x-a:\n  mode: "0755"'),
  mistake('yaml-lost-digits', 'an account number is too long', 'x-a:\n  account: 12345678901234567890 # <--', 'fix'),
  mistake('empty-section', 'everything below is commented out', 'membership: # <--\n#  debug: true', 'membership: {}', {
    row: 54,
    majors: EVERY,
  }),
  mistake(
    'ignore-without-reason',
    'an ignore gives no reason',
    '# cloudprem-ignore yaml-octal-number # <--\nx-a: 0755',
    '# cloudprem-ignore yaml-octal-number the mode that the job wants\nx-a: 0755',
  ),
  mistake(
    'ignore-unused',
    'an ignore is left over',
    'portal: {} # cloudprem-ignore dead-key it was needed once # <--',
    'portal: {}',
  ),
  mistake(
    'ignore-unknown-rule',
    'an ignore names no rule',
    'portal: {} # cloudprem-ignore everything because it is Friday # <--',
    'portal: {}',
  ),
]
