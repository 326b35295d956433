{{/* portal and console-v3: two programs of one kind, each with its Deployment, migration Job and the rest. */}}

{{/* Where the stacks' API is: through Stargate, at a given address, or at the stack's own gateway. (list at own) */}}
{{- define "rehearsal.stackUrl" -}}
{{- $at := index . 0 -}}
{{- $stargate := $at.Values.global.platform.stargate -}}
{{- if $stargate.enabled -}}
http://{{ $at.Release.Name }}-stargate:8080/#{organizationId}/#{stackId}/api
{{- else -}}
{{- index . 1 | default $stargate.stackApiUrl | default "http://gateway.#{organizationId}-#{stackId}.svc:8080/api" -}}
{{- end -}}
{{- end -}}

{{- define "rehearsal.sentryEnv" -}}
{{- $sentry := .Values.config.sentry -}}
{{- include "rehearsal.env" (list "SENTRY" $sentry.enabled) -}}
{{- if $sentry.enabled -}}
{{- include "rehearsal.env" (list "SENTRY_DSN" $sentry.dsn) -}}
{{- include "rehearsal.env" (list "SENTRY_ENVIRONMENT" (tpl $sentry.environment .)) -}}
{{- include "rehearsal.env" (list "SENTRY_RELEASE" (tpl $sentry.release . | default .Chart.AppVersion)) -}}
{{- if $sentry.authToken.existingSecret -}}
{{- include "rehearsal.envFromSecret" (list "SENTRY_AUTH_TOKEN" $sentry.authToken.existingSecret $sentry.authToken.secretKeys.value) -}}
{{- else -}}
{{- include "rehearsal.env" (list "SENTRY_AUTH_TOKEN" $sentry.authToken.value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Session cookie and OAuth client. Arguments: at, platform (its entry of global.platform), cookieKey. */}}
{{- define "rehearsal.sessionEnv" -}}
{{- $at := .at -}}
{{- $cookie := $at.Values.config.cookie -}}
{{- if $cookie.existingSecret -}}
{{- include "rehearsal.envFromSecret" (list "COOKIE_SECRET" $cookie.existingSecret (get $cookie.secretKeys .cookieKey)) -}}
{{- else -}}
{{- include "rehearsal.envUnquoted" (list "COOKIE_SECRET" (get $cookie .cookieKey)) -}}
{{- end -}}
{{- include "rehearsal.env" (list "COOKIE_DOMAIN" (tpl .platform.host $at)) -}}
{{- include "rehearsal.env" (list "REDIRECT_URI" (include "rehearsal.url" (list $at .platform))) -}}
{{- include "rehearsal.env" (list "MEMBERSHIP_CLIENT_ID" .platform.oauth.client.id) -}}
{{- include "rehearsal.clientSecret" (list "MEMBERSHIP_CLIENT_SECRET" .platform.oauth.client) -}}
{{- include "rehearsal.env" (list "MEMBERSHIP_URL_API" (printf "%s/api" (include "rehearsal.url" (list $at $at.Values.global.platform.membership)))) -}}
{{- end -}}

{{/* Arguments: at, container, env (text: what only this program has), platform, cookieKey. */}}
{{- define "rehearsal.frontend" -}}
{{- $at := .at -}}
{{- $name := include "rehearsal.fullname" $at -}}
{{- include "rehearsal.accounts" $at }}
{{- include "rehearsal.service" (list $at (list "http")) }}
{{- include "rehearsal.ingress" $at }}
{{- include "rehearsal.targetGroups" (list $at $at.Values.aws.targetGroups (list "http")) }}
{{- include "rehearsal.disruptionBudget" $at }}
{{- include "rehearsal.autoscaler" $at }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "rehearsal.head" $at | nindent 2 }}
  {{- with $at.Values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  replicas: {{ $at.Values.replicas }}
  selector:
    matchLabels:
      {{- include "rehearsal.selector" $at | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "rehearsal.selector" $at | nindent 8 }}
    spec:
      serviceAccountName: {{ include "rehearsal.serviceAccount" $at }}
      {{- include "rehearsal.podSettings" (list $at $at.Values.tolerations) | nindent 6 }}
      containers:
        - name: {{ .container }}
          image: {{ include "rehearsal.image" $at | quote }}
          imagePullPolicy: {{ $at.Values.image.pullPolicy }}
          command: [pnpm]
          args: [run, "start:prod"]
          ports:
            - name: http
              containerPort: 3000
              protocol: TCP
          {{- range list "readinessProbe" "livenessProbe" }}
          {{ . }}:
            {{- get $at.Values . | default (dict "httpGet" (dict "path" "/_info" "port" 3000) "initialDelaySeconds" 30 "periodSeconds" 3) | toYaml | nindent 12 }}
          {{- end }}
          securityContext:
            {{- toYaml $at.Values.securityContext | nindent 12 }}
          resources:
            {{- toYaml $at.Values.resources | nindent 12 }}
          env:
            {{- include "rehearsal.env" (list "NODE_ENV" $at.Values.config.environment) | nindent 12 }}
            {{- include "rehearsal.env" (list "MANAGED_STACK" $at.Values.config.managedStack) | nindent 12 }}
            {{- .env | trim | nindent 12 }}
            {{- include "rehearsal.commonEnv" $at | nindent 12 }}
            {{- include "rehearsal.sessionEnv" . | nindent 12 }}
            {{- include "rehearsal.databaseEnv" (dict "at" $at) | nindent 12 }}
            {{- include "rehearsal.sentryEnv" $at | nindent 12 }}
            {{- include "rehearsal.monitoringEnv" $at | nindent 12 }}
            {{- include "rehearsal.natsEnv" $at | nindent 12 }}
            {{- include "rehearsal.additionalEnv" $at | nindent 12 }}
          {{- with $at.Values.volumeMounts }}
          volumeMounts:
            {{- toYaml . | nindent 12 }}
          {{- end }}
      {{- with $at.Values.volumes }}
      volumes:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- $env := printf "%s%s%s" (include "rehearsal.commonEnv" $at) (include "rehearsal.monitoringEnv" $at) (include "rehearsal.databaseEnv" (dict "at" $at "within" "config.migration")) }}
{{- include "rehearsal.migrationJob" (dict "at" $at "env" $env "command" (list "pnpm") "args" (list "run" "db:migrate")) }}
{{ include "rehearsal.postgresql" $at }}
{{- end -}}
