import {
  helmRelease,
  runCli,
  startConnectProxy,
  temporaryFolder,
  type CliOptions,
  type KubernetesObject,
  type TestKubernetes,
} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {databasePod, databaseService, NAMESPACE, POD_LABELS, secret, startCluster, valuesOf} from '../../cluster.js'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, unwrapped} from './run-seed.js'

describe('a database that is found through the release', function () {
  this.timeout(120_000)
  const databases = useDatabases()
  let database: TestDatabase
  let password: string
  const running: TestKubernetes[] = []

  before(async () => {
    database = await databases.create(PLAIN_SCHEMA, firstLogin())
    password = decodeURIComponent(new URL(database.dsn).password)
  })
  after(() => Promise.all(running.map((cluster) => cluster.stop())))

  const start = async (...given: Parameters<typeof startCluster>): Promise<TestKubernetes> => {
    const cluster = await startCluster(...given)
    running.push(cluster)
    return cluster
  }
  const check = (cluster: TestKubernetes, args: string[] = [], options: Partial<CliOptions> = {}) =>
    runCli(['db', 'check', '--kubeconfig', cluster.kubeconfig, ...args], {home: temporaryFolder(), ...options})
  const cluster4 = () => start(database, 'cloudprem-postgresql', {version: '4.10.2', values: valuesOf(database)})

  const majors: [version: string, service: string, values: () => object, more: () => ReturnType<typeof secret>[]][] = [
    [
      '1.0.3',
      'postgresql',
      () => ({postgresql: {global: {postgresql: {auth: {database: database.name}}}}}),
      () => [secret('postgresql', {password})],
    ],
    ['2.2.1', 'postgresql', () => valuesOf(database), () => []],
    ['3.20.1', 'postgresql', () => valuesOf(database), () => []],
    ['4.10.2', 'cloudprem-postgresql', () => valuesOf(database), () => []],
    [
      '4.10.2',
      'cloudprem-postgresql',
      () => ({
        global: {postgresql: {auth: {database: database.name, existingSecret: 'acme-db', secretKeys: {adminPasswordKey: 'pw'}}}},
      }),
      () => [secret('acme-db', {pw: password})],
    ],
  ]
  for (const [version, service, values, more] of majors) {
    const source = version.startsWith('1')
      ? 'the Secret of the database'
      : version === '4.10.2' && majors[4]?.[2] === values
        ? 'a Secret of one’s own'
        : 'the values'
    it(`is ${service} in chart ${version}, with the password from ${source}`, async () => {
      const cluster = await start(database, service, {version, values: values()}, more())
      const result = await check(cluster, ['--debug'])
      assert.equal(result.exitCode, 0, result.stderr)
      assert.ok(
        unwrapped(result).includes(`Database ${service} in formance-system, through a port-forward (TLS off inside the tunnel) `),
        result.stderr,
      )
      assert.match(result.stdout, new RegExp(`connection {2}ok {7}${database.name} as formance`))
      assert.equal(cluster.openForwards(), 0, 'closed by itself')
      assert.ok(!(result.stdout + result.stderr).includes(password))
    })
  }

  it('is where the rows of a seed end up, said before anything is written', async () => {
    const own = await databases.create(PLAIN_SCHEMA, firstLogin())
    const cluster = await start(own, 'cloudprem-postgresql', {version: '4.10.2', values: valuesOf(own)})
    const result = await runCli(['db', 'seed', '--base-url', BASE_URL, '--kubeconfig', cluster.kubeconfig], {
      home: temporaryFolder(),
    })
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stderr, /^Database {2}cloudprem-postgresql in formance-system, through a port-forward/)
    assert.equal((await own.sql('select id from membership.stacks')).length, 1)
  })

  it('is found with no flag at all where there is a kubeconfig, and only where nothing else names a database', async () => {
    const cluster = await cluster4()
    const home = temporaryFolder()
    mkdirSync(path.join(home, '.kube'))
    copyFileSync(cluster.kubeconfig, path.join(home, '.kube/config'))
    const without = await runCli(['db', 'check'], {home})
    assert.equal(without.exitCode, 0, without.stderr)
    assert.match(without.stderr, /through a port-forward/)
    const asked = cluster.requests.length
    const {port} = new URL(database.dsn)
    const env = {PGHOST: '127.0.0.1', PGPORT: port, PGUSER: 'formance', PGPASSWORD: password, PGDATABASE: database.name}
    const direct = await runCli(['db', 'check'], {home, env})
    assert.match(direct.stderr, /^Database {2}test_\d+ on 127\.0\.0\.1/)
    assert.equal(cluster.requests.length, asked)
    const named = await runCli(['db', 'check', '--release', 'cloudprem'], {home, env: {...env, CLOUDPREM_DSN: database.dsn}})
    assert.match(named.stderr, /through a port-forward/)
  })

  it('is not guessed when --dsn and --release are typed both', async () => {
    const result = await runCli(['db', 'check', '--dsn', database.dsnFile, '--release', 'cloudprem'], {home: temporaryFolder()})
    assert.equal(result.exitCode, 2)
    assert.match(unwrapped(result), /--dsn and --release name two ways/)
  })

  it('is read through a new port-forward when one breaks off, where nothing was written', async () => {
    const cluster = await cluster4()
    const locking = await database.client()
    await locking.query('begin; lock table membership.organizations in access exclusive mode')
    const running = check(cluster)
    while (cluster.openForwards() === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 500))
    cluster.cutForwards()
    await locking.query('rollback')
    await locking.end()
    const result = await running
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(unwrapped(result), /The port-forward broke off; once more from the beginning/)
    assert.equal(cluster.requests.filter((request) => /portforward/.test(request)).length, 2)
  })

  it('changes nothing when the port-forward of a seed breaks off in the middle, and says what it was', async () => {
    const own = await databases.create(PLAIN_SCHEMA, firstLogin())
    const cluster = await start(own, 'cloudprem-postgresql', {version: '4.10.2', values: valuesOf(own)})
    const locking = await own.client()
    await locking.query('begin; lock table membership.stacks in share row exclusive mode')
    const running = runCli(['db', 'seed', '--base-url', BASE_URL, '--kubeconfig', cluster.kubeconfig], {home: temporaryFolder()})
    while (cluster.openForwards() === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 700))
    cluster.cutForwards()
    const result = await running
    await locking.query('rollback')
    await locking.end()
    assert.equal(result.exitCode, 5, result.stderr)
    assert.match(unwrapped(result), /broke off|Connection terminated/)
    assert.equal((await own.sql('select 1 from membership.regions')).length, 0)
  })

  it('goes to a pod that is ready, and passes over pods of Jobs with the same labels', async () => {
    const cluster = await cluster4()
    const job = databasePod('cloudprem-a-job', {
      metadata: {name: 'a-job', namespace: NAMESPACE, labels: POD_LABELS, ownerReferences: [{kind: 'Job', name: 'a'}]},
    })
    const starting = databasePod('a-starting', {status: {phase: 'Running', conditions: [{type: 'Ready', status: 'False'}]}})
    cluster.objects = [job, starting, ...cluster.objects]
    assert.equal((await check(cluster)).exitCode, 0)

    cluster.objects = [
      helmRelease({version: '4.10.2', values: valuesOf(database)}),
      databaseService('cloudprem-postgresql'),
      job,
      starting,
    ]
    const none = await check(cluster)
    assert.equal(none.exitCode, 3)
    assert.match(
      unwrapped(none),
      /No pod behind the Service cloudprem-postgresql .* is ready .* a-starting is running and not ready Next kubectl get pods/,
    )
  })

  it('has the kubectl line for who may not forward, and how to go on then', async () => {
    const cluster = await cluster4()
    cluster.forbid = (request) => /portforward/.test(request)
    const result = await check(cluster, ['--kube-context', 'test'])
    assert.equal(result.exitCode, 3, result.stderr)
    assert.match(result.stderr, /no right to forward a port/)
    assert.ok(
      result.stderr.includes(
        `kubectl port-forward --namespace formance-system --context test --kubeconfig ${cluster.kubeconfig} svc/cloudprem-postgresql 15432:5432`,
      ),
    )
    assert.ok(
      result.stderr.includes(`PGHOST=127.0.0.1 PGPORT=15432 PGUSER=formance PGDATABASE=${database.name} PGSSLMODE=disable`),
    )
  })

  const refusals: [title: string, arrange: (cluster: TestKubernetes) => string[], exitCode: number, text: RegExp][] = [
    [
      'the release is of another name',
      () => ['--release', 'regions'],
      2,
      /There is no release regions in namespace formance-system .*RELEASE_UNKNOWN/,
    ],
    [
      'the context is not in the kubeconfig',
      () => ['--kube-context', 'prod'],
      3,
      /no context "prod".* has: test, stranger\..*--kube-context test/,
    ],
    ['the login is not accepted', () => ['--kube-context', 'stranger'], 3, /does not accept the login/],
    [
      'Secrets may not be listed',
      (cluster) => ((cluster.forbid = (request) => /secrets/.test(request)), []),
      3,
      /no right to list Secrets .* where Helm keeps the release/,
    ],
    [
      'the Service is gone',
      (cluster) => ((cluster.objects = cluster.objects.filter(({kind}) => kind !== 'Service')), []),
      3,
      /no Service cloudprem-postgresql/,
    ],
    [
      'the chart is another one',
      (cluster) => ((cluster.objects = [helmRelease({chart: 'formance', version: '1.17.4'})]), []),
      3,
      /chart formance, version 1\.17\.4/,
    ],
    [
      'the password is in a Secret that is not there',
      (cluster) => (
        (cluster.objects = [
          helmRelease({
            version: '4.10.2',
            values: {global: {postgresql: {auth: {existingSecret: 'gone', secretKeys: {adminPasswordKey: 'pw'}}}}},
          }),
        ]),
        []
      ),
      3,
      /no Secret gone/,
    ],
    [
      'the login is by IAM and no command is given',
      (cluster) => (
        (cluster.objects = [
          helmRelease({
            version: '4.10.2',
            values: {global: {aws: {iam: true}, postgresql: {host: 'db.example'}}, membership: {postgresql: {enabled: false}}},
          }),
        ]),
        []
      ),
      2,
      /--password-command 'aws rds generate-db-auth-token --hostname db\.example --port 5432 --username formance'/,
    ],
  ]
  for (const [title, arrange, exitCode, text] of refusals) {
    it(`is missed in so many words when ${title}`, async () => {
      const cluster = await cluster4()
      const result = await check(cluster, arrange(cluster))
      assert.equal(result.exitCode, exitCode, result.stderr)
      assert.match(unwrapped(result), text)
    })
  }

  it('is missed in so many words when there is no cluster, and no kubeconfig', async () => {
    const cluster = await cluster4()
    await cluster.stop()
    running.splice(running.indexOf(cluster), 1)
    const gone = await check(cluster)
    assert.equal(gone.exitCode, 5)
    assert.match(
      unwrapped(gone),
      /The cluster at https:\/\/localhost:\d+ cannot be asked .*ECONNREFUSED.*CLUSTER_UNREACHABLE|CLUSTER_UNREACHABLE .*ECONNREFUSED/,
    )
    const none = await runCli(['db', 'check', '--release', 'cloudprem'], {home: temporaryFolder()})
    assert.equal(none.exitCode, 3)
    assert.match(unwrapped(none), /There is no kubeconfig/)
  })

  it('is connected to from here when it is outside of the cluster, with a way around when nobody answers', async () => {
    const {hostname, port} = new URL(database.dsn)
    const external = (to: string) => ({
      global: {postgresql: {...valuesOf(database).global.postgresql, host: hostname, service: {ports: {postgresql: Number(to)}}}},
      membership: {postgresql: {enabled: false}},
    })
    const cluster = await cluster4()
    cluster.objects = [helmRelease({version: '3.20.1', values: external(port)})]
    const direct = await check(cluster)
    assert.equal(direct.exitCode, 0, direct.stderr)
    assert.match(
      unwrapped(direct),
      /^Database test_\d+ on 127\.0\.0\.1:\d+, of the release cloudprem in formance-system \(TLS off\)/,
    )
    cluster.objects = [helmRelease({version: '3.20.1', values: external('1')})]
    const none = await check(cluster)
    assert.equal(none.exitCode, 5)
    assert.match(unwrapped(none), /ssh -N -L 15432:127\.0\.0\.1:1 BASTION .*hostaddr=127\.0\.0\.1 port=15432 user=formance/)
  })

  it('is reached through the proxy of the environment, but for what NO_PROXY names', async () => {
    const cluster = await cluster4()
    const proxy = await startConnectProxy()
    try {
      const env = {HTTPS_PROXY: proxy.uri}
      const through = await check(cluster, [], {env})
      assert.equal(through.exitCode, 0, through.stderr)
      assert.ok(proxy.asked.length > 1 && proxy.asked.every((asked) => /^localhost:\d+$/.test(asked)))
      const before = proxy.asked.length
      assert.equal((await check(cluster, [], {env: {...env, NO_PROXY: 'localhost'}})).exitCode, 0)
      assert.equal(proxy.asked.length, before)
    } finally {
      await proxy.stop()
    }
  })

  it('is reached with the login of an exec plugin, as clouds have it', async () => {
    const cluster = await cluster4()
    const config = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8')) as {
      users: {name: string; user: {token: string} | object}[]
    }
    const token = (config.users[0]?.user as {token: string}).token
    const answer = {apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: {token}}
    const exec = {apiVersion: answer.apiVersion, command: 'echo', args: [JSON.stringify(answer)], interactiveMode: 'Never'}
    config.users = config.users.map(({name}) => ({name, user: {exec}}))
    const kubeconfig = path.join(temporaryFolder(), 'exec')
    writeFileSync(kubeconfig, JSON.stringify(config))
    const result = await check({...cluster, kubeconfig})
    assert.equal(result.exitCode, 0, result.stderr)
  })

  it('is reached by TLS in the tunnel where the values want it, and its name is verified', async () => {
    const authority = await databases.serveTls()
    const values = valuesOf(database)
    const wanting = (additionalArgs: string) => ({global: {postgresql: {...values.global.postgresql, additionalArgs}}})
    const cluster = await start(database, 'cloudprem-postgresql', {version: '4.10.2', values: wanting('sslmode=require')})
    const encrypted = await check(cluster)
    assert.match(unwrapped(encrypted), /through a port-forward \(TLS on, certificate not verified\)/)
    // The certificate is for localhost, and the release calls the server by its Service.
    cluster.objects = [
      helmRelease({version: '4.10.2', values: wanting('sslmode=verify-full&sslrootcert=/in/the/pod.crt')}),
      ...cluster.objects.slice(1),
    ]
    const missing = await check(cluster)
    assert.match(unwrapped(missing), /sslmode=verify-full wants to know an authority/)
    const verified = await check(cluster, [], {env: {PGSSLROOTCERT: authority}})
    assert.equal(verified.exitCode, 5)
    assert.match(unwrapped(verified), /certificate is for another name than cloudprem-postgresql\.formance-system\.svc/)
  })

  it('is read from a ConfigMap where HELM_DRIVER has Helm keep releases there', async () => {
    const cluster = await cluster4()
    cluster.objects = cluster.objects.map((object) => (object['type'] === 'helm.sh/release.v1' ? asConfigMap(object) : object))
    const result = await check(cluster, [], {env: {HELM_DRIVER: 'configmap'}})
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stderr, /through a port-forward/)
    const without = await check(cluster)
    assert.equal(without.exitCode, 2)
    assert.match(without.stderr, /There is no release cloudprem in namespace formance-system/)
  })

  it('takes the deployed revision, not a newer one that failed', async () => {
    const cluster = await cluster4()
    cluster.objects.push(helmRelease({version: '9.0.0', revision: 2, status: 'failed'}))
    assert.equal((await check(cluster)).exitCode, 0)
  })
})

/** What Helm writes with HELM_DRIVER=configmap: the same text, without the base64 that a Secret's data is in. */
function asConfigMap({metadata, data}: KubernetesObject): KubernetesObject {
  const {release} = data as {release: string}
  return {kind: 'ConfigMap', metadata, data: {release: Buffer.from(release, 'base64').toString()}}
}
