import type {KnownMajor} from '@cloudprem/chart'
import {EVERY} from './mistakes/mistake.js'

const FROM_3: readonly KnownMajor[] = [3, 4]

/**
 * The 60 mistakes whose effect was seen on 2026-11-24, with charts 2.2.1, 3.20.1 and 4.10.2, Helm 3.17.3 and 4.1.4 and an API
 * server of 1.34: what helm refuses, what the API server refuses, and (most) what both take and does not work. By number, the
 * majors that each was seen on; the corpus has at least one text for each.
 */
export const seenMistakes: Readonly<Record<number, {what: string; majors: readonly KnownMajor[]}>> = {
  1: {what: 'dex or postgresql at the top', majors: EVERY},
  2: {what: 'a part switched off as in 2.x', majors: FROM_3},
  3: {what: 'console or consoleV3 at the top', majors: [4]},
  4: {what: 'global.platform.enabled', majors: FROM_3},
  5: {what: 'a domain that is no DNS name, or a placeholder', majors: EVERY},
  6: {what: 'a blank before the domain', majors: EVERY},
  7: {what: 'the domain as a block text', majors: EVERY},
  8: {what: 'numbers for texts, and a text for a number', majors: EVERY},
  9: {what: 'the console outside the wildcard', majors: [4]},
  10: {what: 'the password where nobody reads it', majors: EVERY},
  11: {what: 'a database password that is another type for YAML', majors: EVERY},
  12: {what: 'a database password with signs of a URI', majors: EVERY},
  13: {what: 'a database password with a comment in it', majors: EVERY},
  14: {what: 'a secret with signs of YAML', majors: EVERY},
  15: {what: 'a database password with {{', majors: EVERY},
  16: {what: 'a database password with $', majors: EVERY},
  17: {what: 'a client secret with a quote or a backslash', majors: EVERY},
  18: {what: 'a client secret with {{', majors: EVERY},
  19: {what: 'a cookie that is another type for YAML', majors: FROM_3},
  20: {what: 'an existingSecret without its key', majors: EVERY},
  21: {what: "the database's existingSecret without its keys", majors: EVERY},
  22: {what: 'an existingSecret that Dex is not told of', majors: EVERY},
  23: {what: 'different keys for admin and user', majors: EVERY},
  24: {what: 'tls as a map', majors: EVERY},
  25: {what: 'tls as a list of words', majors: EVERY},
  26: {what: 'tls without hosts, or without a Secret', majors: EVERY},
  27: {what: 'hosts of an Ingress without paths, or as texts', majors: EVERY},
  28: {what: 'an annotation that is no text', majors: EVERY},
  29: {what: 'keys that are called otherwise', majors: EVERY},
  30: {what: 'Dex under another name than Membership looks for', majors: EVERY},
  31: {what: "static clients without Membership's", majors: EVERY},
  32: {what: 'users without the password database', majors: EVERY},
  33: {what: 'dex.config for dex.configOverrides', majors: EVERY},
  34: {what: 'a second Secret for Dex', majors: EVERY},
  35: {what: 'another name for the Secret of Dex', majors: EVERY},
  36: {what: 'a template in a connector', majors: EVERY},
  37: {what: 'a database address with more in it', majors: EVERY},
  38: {what: 'another database host with the bundled one on', majors: [2, 3]},
  39: {what: "the database's port where nobody reads it", majors: EVERY},
  40: {what: 'a second bundled database', majors: [4]},
  41: {what: 'another database for Membership alone', majors: EVERY},
  42: {what: 'IAM with the bundled database', majors: EVERY},
  43: {what: 'volumes of Membership', majors: [4]},
  44: {what: 'a setup of the wizard that is no text, empty or no YAML', majors: [4]},
  45: {what: 'the database from another registry', majors: [4]},
  46: {what: 'a budget with two bounds', majors: EVERY},
  47: {what: 'what the API server refuses in a pod', majors: EVERY},
  48: {what: 'texts for lists and maps, and the reverse', majors: EVERY},
  49: {what: "a variable of the chart's given again", majors: EVERY},
  50: {what: 'connectors before 3.4.0', majors: [3]},
  51: {what: 'no provider from 3.4.0 on', majors: FROM_3},
  52: {what: "the NATS user's documented name", majors: EVERY},
  53: {what: 'NATS below Membership', majors: [4]},
  54: {what: 'a section with nothing under it', majors: EVERY},
  55: {what: 'two global blocks', majors: EVERY},
  56: {what: 'a second document', majors: EVERY},
  57: {what: 'a path written as one key', majors: EVERY},
  58: {what: 'tabs, or a list at the top', majors: EVERY},
  60: {what: 'a switch in quotes', majors: [4]},
}

/** The one that cannot stand in a file: a comma in a `--set`. Tested where our commands take one. */
export const SEEN_ELSEWHERE = 59
