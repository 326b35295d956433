import {dump} from 'js-yaml'

/** Any data as YAML, without breaking lines. */
export function dumpYaml(value: object): string {
  return dump(value, {lineWidth: -1})
}
