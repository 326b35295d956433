/**
 * Releases of Dex whose start-up checks differ. Formance deploys a fork (`ghcr.io/formancehq/dex`) whose base release is
 * not public, so the newest, which is the strictest, is judged by unless another one is named.
 */
export const DEX_VERSIONS = ['2.39', '2.40', '2.44', '2.45'] as const
export type DexVersion = (typeof DEX_VERSIONS)[number]
export const DEFAULT_DEX_VERSION: DexVersion = '2.45'

/** Whether `version` has what came with `release` (`2.42`); nothing released has what is only on `main`. */
export function isAtLeast(version: DexVersion, release: string): boolean {
  return release !== 'main' && minorOf(version) >= minorOf(release)
}

function minorOf(release: string): number {
  return Number(release.split('.')[1])
}
