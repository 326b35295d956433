import type {Approval} from './oauth/device-login.js'

/** What a person must do to approve a login: where to go and what to compare. Nothing that steers a terminal comes from the server. */
export function renderApproval(approval: Approval): string {
  const minutes = Math.max(1, Math.round(approval.expiresInSeconds / 60))
  return `Open  ${printable(approval.uri)}\nCode  ${printable(approval.userCode)}          (valid for ${minutes} minute${minutes === 1 ? '' : 's'}, waiting …)`
}

function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '')
}
