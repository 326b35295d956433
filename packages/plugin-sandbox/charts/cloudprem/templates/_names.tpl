{{/* Names and labels. Every chart of the tree uses them with its own scope; `at` is a scope, as `$` at the top. */}}

{{/* <release>-<part>, or the release's name alone where it already contains the part's. (list at part values) */}}
{{- define "rehearsal.nameOf" -}}
{{- $release := (index . 0).Release.Name -}}
{{- $values := index . 2 -}}
{{- $part := $values.nameOverride | default (index . 1) -}}
{{- $name := ternary $release (printf "%s-%s" $release $part) (contains $part $release) -}}
{{- $values.fullnameOverride | default $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "rehearsal.fullname" -}}
{{- include "rehearsal.nameOf" (list . .Chart.Name .Values) -}}
{{- end -}}

{{/* (list at part) */}}
{{- define "rehearsal.selectorOf" -}}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- end -}}

{{- define "rehearsal.selector" -}}
{{- include "rehearsal.selectorOf" (list . (.Values.nameOverride | default .Chart.Name)) -}}
{{- end -}}

{{/* (list at part) */}}
{{- define "rehearsal.labelsOf" -}}
{{- $at := index . 0 -}}
helm.sh/chart: {{ $at.Chart.Name }}-{{ $at.Chart.Version }}
{{ include "rehearsal.selectorOf" . }}
app.kubernetes.io/version: {{ $at.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $at.Release.Service }}
{{- end -}}

{{- define "rehearsal.labels" -}}
{{- include "rehearsal.labelsOf" (list . (.Values.nameOverride | default .Chart.Name)) -}}
{{- end -}}

{{- define "rehearsal.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "rehearsal.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "rehearsal.migrationAccount" -}}
{{- $own := .Values.config.migration.serviceAccount -}}
{{- $own.name | default (ternary (printf "%s-migrate" (include "rehearsal.fullname" .)) "default-migrate" $own.create) -}}
{{- end -}}

{{/* scheme://host of an entry of global.platform, its templates expanded. (list at entry) */}}
{{- define "rehearsal.url" -}}
{{- $entry := index . 1 -}}
{{- tpl (printf "%s://%s" $entry.scheme $entry.host) (index . 0) -}}
{{- end -}}

{{- define "rehearsal.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
