/**
 * The npm range of the versions that go together with a host: `0.1` for 0.1.x, `1` for 1.x.x. A pre-release goes with
 * itself alone. Without characters that a shell would read.
 */
export function versionLine(hostVersion: string): string {
  const [major = '0', minor = '0'] = hostVersion.split('.')
  if (hostVersion.includes('-')) return hostVersion
  return major === '0' ? `0.${minor}` : major
}

/** Whether a plugin of `version` belongs to the host's line. */
export function isInLine(version: string, hostVersion: string): boolean {
  return versionLine(version) === versionLine(hostVersion)
}
