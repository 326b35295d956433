#!/usr/bin/env node
'use strict'
const argv = process.argv.slice(2)

// What oclif prints for `--version`, without reading oclif for it; it has other names for 32-bit x86 and for WSL.
if (argv.length === 1 && argv[0] === '--version' && process.arch !== 'ia32' && !process.env.WSL_DISTRO_NAME) {
  const {name, version} = require('../package.json')
  const text = `${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`
  try {
    // process.stdout takes a tenth of a start to load.
    require('node:fs').writeSync(1, text)
  } catch {
    process.stdout.write(text)
  }
} else {
  // As `require` does it, but for the search, which reads package.json and asks for every folder above.
  const entry = new module.constructor(require('node:path').resolve(__dirname, '../dist/main.entry.cjs'), module)
  entry.load(entry.id)
  entry.exports
    .main(argv)
    .then(() => {
      // Not waiting for Node to tidy up: it takes a twentieth of a start. Elsewhere stderr may still have to be written.
      if (process.platform === 'linux') process.exit()
    })
    .catch((error) => {
      process.exitCode = 1
      console.error(error)
    })
}
