import assert from 'node:assert/strict'
import {Progress} from '../../src/helm/progress.js'

describe('Progress', () => {
  /** What is written while something runs for `seconds`. */
  function watch(seconds: number, isTTY: boolean): string[] {
    const written: string[] = []
    let tick = () => {}
    const progress = new Progress({isTTY, write: (text) => written.push(text)}, 'Installing', (each) => {
      tick = each
      return () => (tick = () => {})
    })
    for (let second = 1; second <= seconds; second++) tick()
    progress.end()
    tick()
    return written
  }

  it('says nothing of what is done within a second', () => {
    assert.deepEqual(watch(0.9, true), [])
  })

  it('counts seconds on a terminal and wipes its line at the end', () => {
    assert.deepEqual(watch(2, true), ['\r\u001B[KInstalling … 1 s', '\r\u001B[KInstalling … 2 s', '\r\u001B[K'])
  })

  it('writes one plain line elsewhere', () => {
    assert.deepEqual(watch(5, false), ['Installing …\n'])
  })
})
