import {valueAt, type Values} from './values.js'

/**
 * A value as the chart renders it, for the two forms that hosts are written in: `{{ .Values.a.b }}` and
 * `{{ tpl .Values.a.b $ }}`. Undefined when anything else stands between braces, or a value is missing.
 */
export function resolveTemplate(text: string, values: Values, depth = 0): string | undefined {
  if (depth > 5) return undefined // a value that names itself
  let known = true
  const resolved = text.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/gs, (_, expression: string) => {
    const path = /^(?:tpl\s+)?\.Values\.([\w.-]+)(?:\s+[.$])?$/.exec(expression)?.[1]
    const value = path === undefined ? undefined : (valueAt(values, path) ?? CHART_TEMPLATES[path])
    const text = typeof value === 'string' ? resolveTemplate(value, values, depth + 1) : undefined
    if (text === undefined) known = false
    return text ?? ''
  })
  return known ? resolved : undefined
}

/** The chart's defaults that templates of hosts refer to (charts/cloudprem/values.yaml, all majors). */
const CHART_TEMPLATES: Record<string, string> = {
  'global.platform.membership.host': 'membership.{{ .Values.global.serviceHost }}',
  'global.platform.membership.relyingParty.host': 'dex.{{ .Values.global.serviceHost }}',
  'global.platform.portal.host': 'portal.{{ .Values.global.serviceHost }}',
  'global.platform.console.host': 'console.{{ .Values.global.serviceHost }}',
  'global.platform.consoleV3.host': 'console.v3.{{ .Values.global.serviceHost }}',
}
