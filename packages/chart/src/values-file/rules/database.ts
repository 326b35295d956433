import {valueAt} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const ARGS = 'global.postgresql.additionalArgs'
const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']

export const databaseArguments: Rule = {
  id: 'database-arguments',
  severity: 'error',
  description: 'additionalArgs is the query of a URI: key=value pairs, a known sslmode, no question mark.',
  why:
    'The chart writes the question mark itself: a second one makes "??sslmode", which is no parameter, and the ' +
    'connection has another TLS mode than was asked for.',
  check: (values) => {
    const args = values.text(ARGS)
    if (args === undefined) return []
    const mode = new URLSearchParams(args).get('sslmode')
    return [
      /^[?&]/.test(args)
        ? {
            path: ARGS,
            message: `${ARGS} begins with ${args[0]}, which the chart writes itself`,
            fix: `remove the ${args[0]}`,
            repair: {kind: 'replace', value: args.slice(1)},
          }
        : undefined,
      mode !== null && !SSL_MODES.includes(mode)
        ? {path: ARGS, message: `${ARGS} has the unknown sslmode ${mode}`, fix: `one of ${SSL_MODES.join(', ')}`}
        : undefined,
    ]
  },
}

/** Membership logs in as the user with the admin key, the database gives the user the other one. */
export const databaseKeys: Rule = {
  id: 'database-keys-differ',
  severity: 'error',
  description: 'With the bundled database both keys of its existingSecret hold one password.',
  why: "Membership logs in as the user with the admin's key, while PostgreSQL gives the user the other one: the login fails.",
  check: (values) => {
    const base = 'global.postgresql.auth'
    if (values.text(`${base}.existingSecret`) === undefined || !values.hasBundledDatabase) return []
    const admin = values.text(`${base}.secretKeys.adminPasswordKey`)
    const user = values.text(`${base}.secretKeys.userPasswordKey`)
    if (admin === undefined || user === undefined) return [] // existing-secret-key-missing says so
    return [
      admin === user
        ? undefined
        : {
            path: `${base}.secretKeys`,
            message: 'the programs log in with the admin key, and the database gives the user the other one',
            fix: `set both to ${admin}`,
          },
    ]
  },
}

export const databaseNotPersistent: Rule = {
  id: 'database-not-persistent',
  severity: 'warning',
  description: 'The bundled database keeps its data on a volume.',
  why:
    'Up to 3.x the chart has it on an emptyDir: when the pod moves to another node or is deleted, all organizations, ' +
    'users and stacks are gone. It cannot be turned on later, as Kubernetes refuses new volumes in a StatefulSet.',
  check: (values) => {
    const path = 'membership.postgresql.primary.persistence.enabled'
    if (!values.hasBundledDatabase) return []
    return [
      values.isOn(path)
        ? undefined
        : {
            path,
            message: 'the bundled PostgreSQL loses its data with the pod',
            fix: `set ${path} to true (only possible before the first install), or use a database of your own`,
          },
    ]
  },
}

export const databaseIam: Rule = {
  id: 'database-iam-bundled',
  severity: 'error',
  description: 'global.aws.iam is for an external database.',
  why: 'With IAM the chart no longer fills in the bundled database\'s host: every URI reads "@:5432", and helm accepts it.',
  check: (values) => [
    values.isOn('global.aws.iam') && values.hasBundledDatabase
      ? {
          path: 'global.aws.iam',
          message: 'global.aws.iam with the bundled database leaves the host of every URI empty',
          fix: 'set membership.postgresql.enabled to false',
        }
      : undefined,
  ],
}

export const databaseUrl: Rule = {
  id: 'database-url',
  severity: 'warning',
  description: 'The database is given by global.postgresql, which every component reads.',
  why:
    'Only Membership reads it. Dex stays on global.postgresql and keeps its logins and keys in another database, or ' +
    'in none.',
  check: (values, {facts}) =>
    ['membership.config.postgresqlUrl', ...(facts.major < 4 ? [] : ['membership.config.postgresql.host'])].map((path) =>
      values.text(path) === undefined || values.text(path) === values.text('global.postgresql.host')
        ? undefined
        : {
            path,
            message: `${path} is for Membership alone: Dex stays with global.postgresql`,
            fix: 'set global.postgresql instead',
          },
    ),
}

/** A field that is present and empty wins over the global one, so that the Job logs in as nobody. */
export const migrationUser: Rule = {
  id: 'migration-user-empty',
  severity: 'error',
  description: 'No field of a migration user is present and empty (4.x).',
  why:
    'A field that is present wins over the global one, even when it is empty: the migration logs in without a user or ' +
    'a password, and no table is made.',
  check: (values, {facts}): Verdict[] => {
    if (facts.major < 4) return []
    return ['membership', 'portal', 'console-v3'].flatMap((component) =>
      ['username', 'password'].map((field) => {
        const path = `${component}.config.migration.postgresql.auth.${field}`
        const instead = field === 'password' && values.text(path.replace(/password$/, 'existingSecret')) !== undefined
        return valueAt(values.given, path) === '' && !instead
          ? {
              path,
              message: `${path} is empty, and an empty field wins over global.postgresql.auth.${field}`,
              fix: `remove ${path}`,
            }
          : undefined
      }),
    )
  },
}

/** The bitnami chart refuses any image that is not its own; its archive is on the list. */
export const databaseImage: Rule = {
  id: 'database-image',
  severity: 'error',
  description: 'Another image for the bundled database is allowed explicitly (4.x).',
  why:
    'The bitnami chart stops helm on an image that it does not know ("Original containers have been substituted"), a ' +
    'mirror of its own image included.',
  check: (values, {facts}) => {
    if (facts.major < 4 || !values.hasBundledDatabase || values.isOn('global.security.allowInsecureImages')) return []
    return ['global.imageRegistry', 'membership.postgresql.image.registry', 'membership.postgresql.image.repository'].map(
      (path) => {
        const given = values.text(path)
        const isOwn =
          given === undefined || ['docker.io', 'registry-1.docker.io'].includes(given) || /^bitnami(legacy)?\//.test(given)
        return isOwn
          ? undefined
          : {
              path,
              message: `${path} changes the database's image, which its chart refuses`,
              fix: 'set global.security.allowInsecureImages to true',
            }
      },
    )
  },
}

export const secondDatabase: Rule = {
  id: 'second-database',
  severity: 'error',
  description: 'Only Membership brings a database (4.x).',
  why: 'Seven objects then have the name of another: Helm 3 fails with "already exists", Helm 4 overwrites one with the other.',
  check: (values) =>
    ['portal.postgresql.enabled', 'console-v3.postgresql.enabled'].map((path) =>
      values.isOn(path)
        ? {path, message: `${path} makes a second database with the names of the first`, fix: `set ${path} to false`}
        : undefined,
    ),
}

/** 4.x: the hooks are pre-install too, before the release's objects are made, the database among them. */
export const migrationHooks: Rule = {
  id: 'migration-hooks',
  severity: 'warning',
  description: 'Migrations run as hooks only with a database that is there before the release.',
  why:
    "The hook runs before the release's objects are made, so a first install waits for a database that does not exist " +
    'until it times out.',
  check: (values, {facts}) =>
    (facts.major < 4 ? [] : ['membership', 'portal', 'console-v3']).map((component) => {
      const path = `${component}.feature.migrationHooks`
      return values.isOn(path) && values.hasBundledDatabase
        ? {
            path,
            message: `${path} runs the migration before the bundled database is made: a first install waits for it in vain`,
            fix: `set ${path} to false, at least for the first install`,
          }
        : undefined
    }),
}
