{{/*
A setting that a component may have for itself: <component>.config.<key> (or below `within`), else global.<key>, else
nothing. As in the published 4.x chart, an own key that is present and empty wins too.
Arguments: at, key, within (default "config").
*/}}
{{- define "rehearsal.setting" -}}
{{- $own := include "rehearsal.find" (dict "in" .at.Values "key" (printf "%s.%s" (.within | default "config") .key)) -}}
{{- $hit := $own | default (include "rehearsal.find" (dict "in" .at.Values.global "key" .key)) -}}
{{- if $hit -}}
{{- $value := ($hit | fromJson).value -}}
{{- if not (kindIs "invalid" $value) -}}{{- $value -}}{{- end -}}
{{- end -}}
{{- end -}}

{{/* {"value": …} as JSON where the path `key` exists in the map `in`, else nothing. */}}
{{- define "rehearsal.find" -}}
{{- $node := .in -}}
{{- $there := true -}}
{{- range splitList "." .key -}}
{{- if and $there (kindIs "map" $node) (hasKey $node .) -}}
{{- $node = get $node . -}}
{{- else -}}
{{- $there = false -}}
{{- end -}}
{{- end -}}
{{- if $there -}}{{- dict "value" $node | toJson -}}{{- end -}}
{{- end -}}
