/** A JSON schema as it stands in a chart: of any draft, nothing about it is known. */
export type JsonSchema = boolean | {readonly [keyword: string]: unknown}

/** What a chart says of its values: its files, and those of the charts in it. */
export interface ChartFiles {
  name: string
  version: string
  /** Text of values.yaml, empty where there is none; undefined when only the schema is known. */
  values: string | undefined
  /** Of values.schema.json; undefined: the chart takes everything. */
  schema: JsonSchema | undefined
  /** In the order of Chart.yaml. */
  children: NestedChart[]
}

/** A chart in a chart. */
export interface NestedChart {
  /** Its key in the values of the chart above: the alias, where it has one. */
  key: string
  /** Paths in the values of the chart above, by commas: the first that holds a boolean decides whether it is deployed. */
  condition?: string
  /** Names below `tags` at the top of the values; counted where no condition decides. */
  tags?: string[]
  chart: ChartFiles
}
