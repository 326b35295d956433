/**
 * Where the code host shows the page of a rule, `https://github.com/owner/name/blob/HEAD/docs/rules/tls-missing.md`.
 * Undefined where the package names no repository, as in a checkout: the release writes it (scripts/set-repository.mjs).
 *
 * @param pjson a package.json
 */
export function rulePage(id: string, pjson: {repository?: unknown}): string | undefined {
  const {repository} = pjson
  const url = typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : undefined
  const [, page] = typeof url === 'string' ? (/^git\+(https:\/\/[^?#]+?)(?:\.git)?$/.exec(url) ?? []) : []
  return page === undefined ? undefined : `${page}/blob/HEAD/docs/rules/${id}.md`
}
