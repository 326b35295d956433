import type {ErrorCode} from '@cloudprem/core'
import type {RunningSandbox} from './state.js'

/** What `sandbox up` tells the server process, through the channel between the two and never by its command line. */
export interface StartOrder {
  dataDir: string
  api: 2 | 3
  /** 0: any free one; undefined: the one of the last start, else the usual one if it is free. */
  port?: number
  intervalSeconds: number
  codeSeconds: number
  tokenSeconds: number
  autoApprove?: string
}

/** What the server answers, once. */
export type StartAnswer =
  {running: RunningSandbox} | {error: {code: ErrorCode; message: string; reason?: string; hint?: string[]}}
