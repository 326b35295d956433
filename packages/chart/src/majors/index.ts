import type {KnownMajor} from '../versions.js'
import type {ChartFacts} from './facts.js'
import {facts2} from './2.js'
import {facts3} from './3.js'
import {facts4} from './4.js'

export type {ChartFacts, Component, DeadKey, ExposedHost, SecretSetting, Setting} from './facts.js'

/** What is known of one major of the chart. */
export function chartFacts(major: KnownMajor): ChartFacts {
  return {2: facts2, 3: facts3, 4: facts4}[major]
}
