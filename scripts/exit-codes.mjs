/** What each exit code says; packages/core/src/errors/exit-code.ts has their names. */
export const EXIT_CODES = [
  [0, 'done'],
  [1, 'a defect of cloudprem'],
  [2, 'wrong usage'],
  [3, 'something must happen first'],
  [4, 'what was checked is not valid'],
  [5, 'a remote refused or failed'],
  [130, 'interrupted'],
]
