// mocha's spec reporter, with the one line at the end that people and CI look for.
const {appendFileSync} = require('node:fs')
const {reporters, Runner} = require('mocha')

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const {passes, failures, pending} = this.stats
      console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`)
      if (process.env.CLOUDPREM_TEST_SUMMARY)
        appendFileSync(process.env.CLOUDPREM_TEST_SUMMARY, `${passes} ${failures} ${pending}\n`)
    })
  }
}
