{{- define "rehearsal.database.name" -}}
{{- include "rehearsal.nameOf" (list . "postgresql" .Values.postgresql) -}}
{{- end -}}

{{/* Host inside the cluster of the bundled database. */}}
{{- define "rehearsal.database.host" -}}
{{- printf "%s.%s.svc" (include "rehearsal.database.name" .) .Release.Namespace -}}
{{- end -}}

{{/* The key of an existingSecret; without one rendering ends, as with bitnami's chart. (list at field) */}}
{{- define "rehearsal.database.key" -}}
{{- $at := index . 0 -}}
{{- $field := index . 1 -}}
{{- $key := get $at.Values.global.postgresql.auth.secretKeys $field -}}
{{- if not $key -}}{{- $key = index $at.Values.postgresql.auth.secretKeys $field -}}{{- end -}}
{{- $key -}}
{{- end -}}

{{/*
POSTGRES_*: `within` is "config", or "config.migration" for the migration Jobs. The host is the bundled database's only
for the chart that brings it (membership): portal and console-v3 read global.postgresql.host in every case, and end with
an empty host where it is not set. Arguments: at, within.
*/}}
{{- define "rehearsal.databaseEnv" -}}
{{- $at := .at -}}
{{- $within := .within | default "config" -}}
{{- $bundled := $at.Values.postgresql.enabled -}}
{{- $iam := eq (include "rehearsal.setting" (dict "at" $at "key" "aws.iam")) "true" -}}
{{- $url := $at.Values.config.postgresqlUrl -}}
{{- if $iam -}}{{- include "rehearsal.env" (list "POSTGRES_AWS_ENABLE_IAM" "true") -}}{{- end -}}

{{- $username := $at.Values.global.postgresql.auth.username -}}
{{- if not $bundled -}}
{{- $username = include "rehearsal.setting" (dict "at" $at "key" "postgresql.auth.username" "within" $within) -}}
{{- end -}}
{{- include "rehearsal.envUnquoted" (list "POSTGRES_USERNAME" $username) -}}

{{- $secret := include "rehearsal.setting" (dict "at" $at "key" "postgresql.auth.existingSecret" "within" $within) -}}
{{- if and $secret (not $url) -}}
{{- if $bundled -}}
{{- $key := include "rehearsal.database.key" (list $at "adminPasswordKey") -}}
{{- include "rehearsal.envFromSecret" (list "POSTGRES_PASSWORD" $at.Values.global.postgresql.auth.existingSecret $key) -}}
{{- else if not $iam -}}
{{- $key := include "rehearsal.setting" (dict "at" $at "key" "postgresql.auth.secretKeys.adminPasswordKey" "within" $within) -}}
{{- include "rehearsal.envFromSecret" (list "POSTGRES_PASSWORD" (quote $secret) (quote $key)) -}}
{{- end -}}
{{- else if not $iam -}}
{{- $password := include "rehearsal.setting" (dict "at" $at "key" "postgresql.auth.password" "within" $within) -}}
{{- include "rehearsal.envUnquoted" (list "POSTGRES_PASSWORD" $password) -}}
{{- end -}}

{{- if not $url -}}
{{- $host := include "rehearsal.setting" (dict "at" $at "key" "postgresql.host") -}}
{{- if and $bundled (not $iam) -}}{{- $host = include "rehearsal.database.host" $at -}}{{- end -}}
{{- $login := ternary "$(POSTGRES_USERNAME)" "$(POSTGRES_USERNAME):$(POSTGRES_PASSWORD)" $iam -}}
{{- $port := include "rehearsal.setting" (dict "at" $at "key" "postgresql.service.ports.postgresql") -}}
{{- $database := include "rehearsal.setting" (dict "at" $at "key" "postgresql.auth.database") -}}
{{- $arguments := include "rehearsal.setting" (dict "at" $at "key" "postgresql.additionalArgs") -}}
{{- $url = printf "postgresql://%s@%s:%s/%s" $login $host $port $database -}}
{{- with $arguments -}}{{- $url = printf "%s?%s" $url . -}}{{- end -}}
{{- end -}}
{{- include "rehearsal.env" (list "POSTGRES_URI" $url) -}}
{{- end -}}
