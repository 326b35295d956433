// `npm run generate`: writes the generated files anew.
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {generatedFiles} from './generated-files.mjs'

for (const {file, content} of await generatedFiles()) {
  const target = fileURLToPath(new URL(`../${file}`, import.meta.url))
  mkdirSync(path.dirname(target), {recursive: true})
  writeFileSync(target, content)
  console.log(file)
}
