/** What a person decides on the approval page. */
export type Decision = 'approve' | 'deny'

/**
 * Approves (or denies) a login as a browser would: opens the page, fills in its form, sends it.
 *
 * @param page address of the approval page, the code in it
 * @param email who approves; an unknown address becomes a new user
 * @returns the HTTP status that the form's answer had: 200 done, 403 refused, 404 no such code, 409 used, 410 expired
 */
export async function approveLogin(page: string, email: string, decision: Decision = 'approve'): Promise<number> {
  const shown = await fetch(page)
  if (!shown.ok) return shown.status
  const form = parseForm(await shown.text())
  const fields = {...form.fields, email, decision}
  const answer = await fetch(new URL(form.action, page), {
    method: 'POST',
    headers: {origin: new URL(page).origin},
    body: new URLSearchParams(fields),
  })
  return answer.status
}

/** The first form of a page: where it goes, and what is filled in already. */
export function parseForm(html: string): {action: string; fields: Record<string, string>} {
  const form = /<form\b[^>]*>[\s\S]*?<\/form>/i.exec(html)?.[0]
  if (!form) throw new Error('the approval page has no form')
  const fields: Record<string, string> = {}
  for (const [input] of form.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(input, 'name')
    if (name) fields[name] = attribute(input, 'value') ?? ''
  }
  return {action: attribute(/<form\b[^>]*>/i.exec(form)?.[0] ?? '', 'action') ?? '', fields}
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
