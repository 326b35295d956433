// `npm run generate`: writes the generated files anew.
import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {generatedFiles} from './generated-files.mjs'

for (const {file, content} of await generatedFiles()) {
  writeFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), content)
  console.log(file)
}
