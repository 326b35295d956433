/** The name of the region where none is given: the guide's. */
export const DEFAULT_REGION = 'default'
