/** What `values rotate` replaces. */
export type RotationTarget =
  /** A secret of the chart: `generated` by us, or `given` by whoever makes it. */
  | {kind: 'generated' | 'given'; path: string}
  /** The hash of a user's password at Dex. */
  | {kind: 'password'; path: string; email: string}
