// npm's provenance is refused unless each package names the repository that it is built in.
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

/**
 * Writes `repository` into package.json files, from what the CI that releases says of itself: the address stands nowhere in
 * this repository, and a fork that releases names itself.
 *
 * @param {string[]} folders of the packages
 * @param {NodeJS.ProcessEnv} env `GITHUB_SERVER_URL` and `GITHUB_REPOSITORY` (owner/name), as GitHub Actions sets them
 * @param {string} root of the repository
 * @throws Error when a package has no repository and the environment names none, or when it has another
 */
export function setRepository(folders, env, root) {
  const {GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name} = env
  const url = server && name ? `git+${server}/${name}.git` : undefined
  for (const folder of folders) {
    const file = path.join(folder, 'package.json')
    const pjson = JSON.parse(readFileSync(file, 'utf8'))
    const present = pjson.repository?.url
    if (!url && !present)
      throw new Error(`${pjson.name} names no repository: release it by .github/workflows/release.yml, or fill in "repository"`)
    if (url && present && present !== url) throw new Error(`${pjson.name} names ${present}, and this is ${url}`)
    if (!url) continue
    const directory = path.relative(root, folder).split(path.sep).join('/')
    writeFileSync(file, `${JSON.stringify({...pjson, repository: {type: 'git', url, directory}}, null, 2)}\n`)
  }
}
