#!/usr/bin/env node
'use strict'
const argv = process.argv.slice(2)

// What oclif prints for `--version`, without reading oclif for it; it has other names for 32-bit x86 and for WSL.
if (argv.length === 1 && argv[0] === '--version' && process.arch !== 'ia32' && !process.env.WSL_DISTRO_NAME) {
  const {name, version} = require('../package.json')
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  require('../dist/main.entry.cjs')
    .main(argv)
    .catch((error) => {
      process.exitCode = 1
      console.error(error)
    })
}
