// Who may import whom: the table of docs/architecture.md. Everything not allowed here is an error.
const may = {
  core: [],
  chart: [],
  membership: ['core'],
  cli: ['core', 'membership'],
  'plugin-values': ['core', 'chart'],
  'plugin-helm': ['core', 'chart'],
  'plugin-dex': ['core', 'chart'],
  'plugin-organizations': ['core', 'membership'],
  'plugin-db': ['core', 'chart'],
  'plugin-sandbox': ['core', 'chart', 'membership'],
}

const boundaries = Object.entries(may).map(([name, allowed]) => ({
  name: `${name}-imports`,
  comment: `packages/${name} may import ${allowed.length > 0 ? allowed.join(' and ') : 'no other package of ours'}`,
  severity: 'error',
  from: {path: `^packages/${name}/src/`},
  to: {path: '^packages/', pathNot: [name, ...allowed].map((each) => `^packages/${each}/`)},
}))

/** An entry that another one requires when it is needed; it exists once it is built. */
const builtEntries = '\\.entry\\.cjs$'

module.exports = {
  forbidden: [
    ...boundaries,
    {name: 'no-cycle', severity: 'error', from: {}, to: {circular: true}},
    {
      name: 'only-the-face-of-a-package',
      comment: 'other packages are imported by name',
      severity: 'error',
      from: {path: '^packages/([^/]+)/src/'},
      to: {path: '^packages/([^/]+)/src/', pathNot: ['^packages/$1/', '/index\\.ts$']},
    },
    {name: 'resolvable', severity: 'error', from: {}, to: {couldNotResolve: true, pathNot: builtEntries}},
    {name: 'no-tests-in-sources', severity: 'error', from: {path: '/src/'}, to: {path: '/test/'}},
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '(/dist/|/test/fixtures/)'},
    tsConfig: {fileName: 'tsconfig.json'},
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['cloudprem-source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    tsPreCompilationDeps: true,
  },
}
