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

  mistake('yaml-octal-number', 'a number has a zero before it', 'x-a:\n  branch: 08 # <--', 'x-a:\n  branch: "08"', {
    majors: EVERY,
  }),
  mistake('yaml-number-form', 'an id looks hexadecimal', 'x-a:\n  account: 0x1F # <--', 'x-a:\n  account: "0x1F"', {
    majors: EVERY,
  }),
  mistake('yaml-number-form', 'an id has an e in it', 'x-a:\n  commit: 123e4 # <--', 'x-a:\n  commit: "123e4"'),
  mistake('yaml-number-form', 'an amount has underscores', 'x-a:\n  limit: 1_000 # <--', 'x-a:\n  limit: 1000'),
  mistake('yaml-number-form', 'a mode is octal', 'x-a:\n  mode: 0o17 # <--', 'x-a:\n  mode: "0o17"'),
  mistake('yaml-number-form', 'a mask is binary', 'x-a:\n  mask: 0b101 # <--', 'x-a:\n  mask: "0b101"'),
  mistake('yaml-not-finite', 'a limit is infinite', 'x-a:\n  limit: .inf # <--', 'fix', {majors: EVERY}),
  mistake('yaml-not-finite', 'a value is no number', 'x-a:\n  value: .nan # <--', 'fix'),
  mistake('yaml-lost-digits', 'a version ends in a zero', 'x-a:\n  version: 1.10 # <--', 'x-a:\n  version: "1.10"', {
    majors: EVERY,
  }),

  mistake('yaml-not-utf8', 'a name was saved as Latin-1', 'x-a:\n  note: caf\uFFFD # <--', 'x-a:\n  note: café', {majors: EVERY}),
]
