// Part of `npm run release`: names the repository in each package that is published.
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {setRepository} from './repository-field.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = readdirSync(path.join(root, 'packages'))
  .map((name) => path.join(root, 'packages', name))
  .filter((folder) => !JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).private)
setRepository(folders, process.env, root)
