{{- define "rehearsal.dex.name" -}}
{{- include "rehearsal.nameOf" (list . "dex" .Values.dex) -}}
{{- end -}}

{{- define "rehearsal.dex.account" -}}
{{- .Values.dex.serviceAccount.name | default (ternary (include "rehearsal.dex.name" .) "default" .Values.dex.serviceAccount.create) -}}
{{- end -}}

{{/* (list at name) */}}
{{- define "rehearsal.dex.head" -}}
name: {{ index . 1 }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "rehearsal.labelsOf" (list (index . 0) "dex") | nindent 2 }}
{{- end -}}

{{/*
What the chart itself knows of Dex's configuration, as YAML text: configOverrides are laid over it. A client secret that
does not fit between its quotes makes this text unreadable, and all of it is lost without an error; and Dex's ssl block is
made only where the arguments are a part of "sslmode=disable". Both are faults of the published chart, rehearsed on purpose.
*/}}
{{- define "rehearsal.dex.generated" -}}
{{- $auth := .Values.global.postgresql.auth -}}
{{- $oidc := .Values.config.oidc -}}
issuer: {{ include "membership.issuer" . | quote }}
logger:
  format: json
{{- $storage := .Values.dex.configOverrides.storage | default dict }}
{{- if eq ($storage.type | default "") "postgres" }}
storage:
  type: postgres
  config:
    host: {{ ternary (include "rehearsal.database.host" .) .Values.global.postgresql.host .Values.postgresql.enabled }}
    port: {{ .Values.global.postgresql.service.ports.postgresql }}
    database: {{ $auth.database }}
    user: {{ $auth.username }}
    password: {{ ternary "$POSTGRES_PASSWORD" $auth.password (ne $auth.existingSecret "") }}
    {{- if contains .Values.global.postgresql.additionalArgs "sslmode=disable" }}
    ssl:
      mode: disable
    {{- end }}
{{- end }}
staticClients:
  - name: membership
    id: "{{ $oidc.clientId }}"
    {{- if $oidc.existingSecret }}
    secretEnv: MEMBERSHIP_CLIENT_SECRET
    {{- else }}
    secret: "{{ tpl $oidc.clientSecret . }}"
    {{- end }}
    redirectURIs:
      - "{{ include "rehearsal.url" (list . .Values.global.platform.membership) }}/api/authorize/callback"
{{- end -}}
