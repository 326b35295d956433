#!/usr/bin/env node
'use strict'
require('@cloudprem/core')
require('../dist/main.entry.cjs')
  .main(process.argv.slice(2))
  .catch((error) => {
    process.exitCode = 1
    console.error(error)
  })
