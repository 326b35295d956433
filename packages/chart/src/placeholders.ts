/**
 * What the guide for chart 1.0.x has the reader replace by hand (formancehq/docs 5b9efbf, cloudprem.mdx). In the public
 * charts only YOUR_TLS_SECRET_NAME survives, in comments.
 */
export const PLACEHOLDERS = {
  baseUrl: 'BASE_URL',
  tlsSecret: 'YOUR_TLS_SECRET_NAME',
  randomKey: 'RANDOM_KEY',
} as const

export type Placeholder = (typeof PLACEHOLDERS)[keyof typeof PLACEHOLDERS]

/**
 * Every spelling of something that is still to be filled in, in the guide's pages and the chart's README. `*ingress.…` is
 * the alias syntax of the page of March 2024, which is no YAML alias inside a plain scalar.
 */
export const PLACEHOLDER_PATTERN =
  /\bBASE_URL\b|\bYOUR_[A-Z_]+\b|\bRANDOM_KEY\b|\bNAME_OF_CLIENT\b|\$\{?(?:BASE_DOMAIN\w*|YOUR_\w+)\}?|\*ingress\.\w+/
