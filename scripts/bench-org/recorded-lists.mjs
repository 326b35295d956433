// Both lists as a sandbox sends them, and a login that is good for them.
import {execFile} from 'node:child_process'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {promisify} from 'node:util'
import {register} from 'tsx/esm/api'

register()
const {fillMembership} = await import('../../packages/testing/src/fill-membership.ts')

const EMAIL = 'ops@acme.example'

/**
 * Starts a sandbox, fills it, logs in, keeps what it answers, and ends it.
 *
 * @param work a folder of the bench's own
 * @param env of the user who logs in, with a HOME below `work`
 */
export async function recordLists({bin, work, env, rows}) {
  const server = path.join(work, 'server')
  mkdirSync(server)
  const sandboxEnv = {PATH: process.env.PATH, HOME: server, CLOUDPREM_SANDBOX_TOKEN_SECONDS: '86400'}
  const cloudprem = async (words, environment) =>
    (await promisify(execFile)(process.execPath, [bin, ...words], {env: environment, maxBuffer: 1e9})).stdout
  const up = ['sandbox', 'up', '--api', '3', '--port', '0', '--interval', '1', '--auto-approve', EMAIL, '--json']
  const {membershipUri, dsnFile} = JSON.parse(await cloudprem(up, sandboxEnv))
  try {
    const filling = {email: EMAIL, organizations: rows, stacks: rows}
    const organization = await fillMembership(readFileSync(dsnFile, 'utf8').trim(), filling)
    await cloudprem(['login', '--membership-uri', membershipUri, '--json'], env)
    // Gets and keeps the organization's token, and which generation this is.
    await cloudprem(['stacks', 'list', '--organization', organization, '--output', 'csv'], env)
    const {credentials} = JSON.parse(readFileSync(path.join(env.HOME, '.config/cloudprem/credentials.json'), 'utf8'))
    const {accessToken, subject, organizations} = credentials.default
    const recorded = async ({token, query, ...list}) => {
      const tokenFile = path.join(work, list.key)
      writeFileSync(tokenFile, token)
      const url = `${new URL(membershipUri).origin}${list.path}${query}`
      const answer = await fetch(url, {headers: {authorization: `Bearer ${token}`}})
      return {...list, url, tokenFile, elements: (await answer.json()).data}
    }
    const lists = [
      await recorded({
        key: 'organizations',
        words: ['org', 'list'],
        path: '/api/organizations',
        query: '?expand=true',
        token: accessToken,
      }),
      await recorded({
        key: 'stacks',
        words: ['stacks', 'list'],
        flags: ['--organization', organization],
        path: `/api/organizations/${organization}/stacks`,
        query: '?all=false',
        token: organizations[organization].accessToken,
      }),
    ]
    return {port: Number(new URL(membershipUri).port), lists, subject}
  } finally {
    await cloudprem(['sandbox', 'down', '--purge', '--yes'], sandboxEnv)
  }
}
