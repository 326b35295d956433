/** The files of a chart that speak of its values, by their path in it: `charts/portal/values.yaml`. */
export type ChartEntries = Map<string, Uint8Array>

/** As helm has them (helm 3.17.3 and later, `MaxDecompressedChartSize` and `MaxDecompressedFileSize`). */
export const MOST_CHART_BYTES = 100 * 1024 * 1024
export const MOST_FILE_BYTES = 5 * 1024 * 1024

/** Whether a file of a chart has to be read: templates need not. */
export function isWanted(path: string): boolean {
  return /^(charts\/[^/]+\/)*(Chart\.yaml|values\.yaml|values\.schema\.json|charts\/[^/]+\.tgz)$/.test(path)
}
