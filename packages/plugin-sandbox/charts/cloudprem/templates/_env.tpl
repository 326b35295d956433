{{/* One variable, its value quoted. (list name value) */}}
{{- define "rehearsal.env" }}
- name: {{ index . 0 }}
  value: {{ index . 1 | toString | quote }}
{{- end -}}

{{/*
One variable, its value as it is: the published chart does not quote these, so that 12345 becomes a number, "abc #def"
is cut and a leading * is no YAML. Rehearsed on purpose. (list name value)
*/}}
{{- define "rehearsal.envUnquoted" }}
- name: {{ index . 0 }}
  value: {{ index . 1 }}
{{- end -}}

{{/* (list name secret key) */}}
{{- define "rehearsal.envFromSecret" }}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end -}}

{{/* The secret of an OAuth client, quoted, or from its existingSecret. (list name client) */}}
{{- define "rehearsal.clientSecret" -}}
{{- $client := index . 1 -}}
{{- if $client.existingSecret -}}
{{- include "rehearsal.envFromSecret" (list (index . 0) $client.existingSecret $client.secretKeys.secret) -}}
{{- else -}}
{{- include "rehearsal.env" (list (index . 0) $client.secret) -}}
{{- end -}}
{{- end -}}

{{- define "rehearsal.commonEnv" -}}
{{- include "rehearsal.env" (list "DEBUG" .Values.global.debug) }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- end -}}

{{- define "rehearsal.licenceEnv" -}}
{{- if ne (include "rehearsal.setting" (dict "at" . "key" "licence.enabled")) "false" -}}
{{- $secret := include "rehearsal.setting" (dict "at" . "key" "licence.existingSecret") -}}
{{- if $secret -}}
{{- $key := include "rehearsal.setting" (dict "at" . "key" "licence.secretKeys.token") -}}
{{- include "rehearsal.envFromSecret" (list "LICENCE_TOKEN" $secret (quote $key)) -}}
{{- else -}}
{{- include "rehearsal.env" (list "LICENCE_TOKEN" (include "rehearsal.setting" (dict "at" . "key" "licence.token"))) -}}
{{- end -}}
{{- include "rehearsal.env" (list "LICENCE_CLUSTER_ID" (include "rehearsal.setting" (dict "at" . "key" "licence.clusterID"))) -}}
{{- include "rehearsal.env" (list "LICENCE_ISSUER" (include "rehearsal.setting" (dict "at" . "key" "licence.issuer"))) -}}
{{- end -}}
{{- end -}}

{{- define "rehearsal.monitoringEnv" -}}
{{- include "rehearsal.env" (list "OTEL_SERVICE_NAME" .Chart.Name) -}}
{{- include "rehearsal.env" (list "OTEL_RESOURCE_ATTRIBUTES" "pod-name=$(POD_NAME)") -}}
{{- $at := . -}}
{{- range $signal := list "traces" "metrics" -}}
{{- if eq (include "rehearsal.setting" (dict "at" $at "key" (printf "monitoring.%s.enabled" $signal))) "true" -}}
{{- $prefix := printf "OTEL_%s" (upper $signal) -}}
{{- $setting := dict -}}
{{- range list "endpoint" "port" "exporter" "insecure" "mode" -}}
{{- $_ := set $setting . (include "rehearsal.setting" (dict "at" $at "key" (printf "monitoring.%s.%s" $signal .))) -}}
{{- end -}}
{{- include "rehearsal.env" (list $prefix "true") -}}
{{- if eq $signal "traces" -}}
{{- include "rehearsal.env" (list "OTEL_TRACES_BATCH" (include "rehearsal.setting" (dict "at" $at "key" "monitoring.traces.batch"))) -}}
{{- end -}}
{{- include "rehearsal.env" (list (printf "%s_ENDPOINT" $prefix) $setting.endpoint) -}}
{{- include "rehearsal.env" (list (printf "%s_PORT" $prefix) $setting.port) -}}
{{- include "rehearsal.env" (list (printf "%s_EXPORTER" $prefix) $setting.exporter) -}}
{{- include "rehearsal.env" (list (printf "%s_EXPORTER_OTLP_INSECURE" $prefix) $setting.insecure) -}}
{{- include "rehearsal.env" (list (printf "%s_EXPORTER_OTLP_MODE" $prefix) $setting.mode) -}}
{{- include "rehearsal.env" (list (printf "%s_EXPORTER_OTLP_ENDPOINT" $prefix) (printf "%s:%s" $setting.endpoint $setting.port)) -}}
{{- end -}}
{{- end -}}
{{- if eq (include "rehearsal.setting" (dict "at" . "key" "monitoring.logs.enabled")) "true" -}}
{{- include "rehearsal.env" (list "LOGS_ENABLED" "true") -}}
{{- include "rehearsal.env" (list "LOGS_LEVEL" (include "rehearsal.setting" (dict "at" . "key" "monitoring.logs.level"))) -}}
{{- if eq (include "rehearsal.setting" (dict "at" . "key" "monitoring.logs.format")) "json" -}}
{{- include "rehearsal.env" (list "JSON_FORMATTING_LOGGER" "true") -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* NATS. The user's name is read from auth.username, although values.yaml offers auth.user: a trap of the original. */}}
{{- define "rehearsal.natsEnv" -}}
{{- $nats := .Values.global.nats -}}
{{- include "rehearsal.env" (list "PUBLISHER_NATS_ENABLED" $nats.enabled) -}}
{{- if $nats.enabled -}}
{{- with $nats.requestTimeout -}}{{- include "rehearsal.env" (list "PUBLISHER_NATS_REQUEST_TIMEOUT" .) -}}{{- end -}}
{{- range $field := list "username" "password" -}}
{{- $name := printf "PUBLISHER_NATS_%s" (upper $field) -}}
{{- if $nats.auth.existingSecret -}}
{{- include "rehearsal.envFromSecret" (list $name $nats.auth.existingSecret (get $nats.auth.secretKeys $field)) -}}
{{- else -}}
{{- include "rehearsal.env" (list $name (get $nats.auth $field)) -}}
{{- end -}}
{{- end -}}
{{- include "rehearsal.env" (list "PUBLISHER_NATS_URL" (tpl $nats.url .)) -}}
{{- include "rehearsal.env" (list "PUBLISHER_NATS_CLIENT_ID" .Values.config.publisher.clientID) -}}
{{- include "rehearsal.env" (list "PUBLISHER_TOPIC_MAPPING" .Values.config.publisher.topicMapping) -}}
{{- end -}}
{{- end -}}

{{- define "rehearsal.additionalEnv" -}}
{{- with .Values.config.additionalEnv }}
{{ tpl (toYaml .) $ }}
{{- end -}}
{{- end -}}
