{{/* The environment of Membership's Deployment and of the wizard Job. */}}
{{- define "membership.env" -}}
{{- $platform := .Values.global.platform -}}
{{- if $platform.consoleV3.host -}}
{{- include "rehearsal.env" (list "CONSOLE_PUBLIC_BASEURL" (include "rehearsal.url" (list . $platform.consoleV3))) -}}
{{- end -}}
{{- include "rehearsal.env" (list "DEV" .Values.dev) -}}
{{- include "rehearsal.env" (list "CONFIG" "/config/config.yaml") -}}
{{- include "rehearsal.env" (list "LOGIN_WITH_SSO" .Values.config.auth.loginWithSSO) -}}
{{- include "rehearsal.env" (list "STARGATE_SERVER_URL" (tpl $platform.stargate.serverURL .)) -}}
{{- include "rehearsal.env" (list "STARGATE_SERVER_DISABLE_TLS" $platform.stargate.tls.disable) -}}
{{- include "membership.relyingPartyEnv" . -}}
{{- include "rehearsal.env" (list "SERVICE_URL" (printf "%s/api" (include "rehearsal.url" (list . $platform.membership)))) -}}
{{- include "rehearsal.env" (list "MANAGED_STACKS" .Values.feature.managedStacks) -}}
{{- include "rehearsal.env" (list "DISABLE_EVENTS" .Values.feature.disableEvents) -}}
{{- range $name, $entry := $platform -}}
{{- if and (hasKey $entry "oauth") (hasKey $entry.oauth "client") $entry.enabled -}}
{{- include "rehearsal.clientSecret" (list (printf "%s_OAUTH_CLIENT_SECRET" (upper $name)) $entry.oauth.client) -}}
{{- end -}}
{{- end -}}
{{- include "rehearsal.commonEnv" . -}}
{{- include "rehearsal.licenceEnv" . -}}
{{- include "rehearsal.databaseEnv" (dict "at" .) -}}
{{- include "rehearsal.monitoringEnv" . -}}
{{- include "membership.grpcEnv" . -}}
{{- include "membership.stackEnv" . -}}
{{- if not .Values.feature.managedStacks -}}{{- include "rehearsal.natsEnv" . -}}{{- end -}}
{{- include "rehearsal.env" (list "TOKENS_VALIDITY_ACCESS" .Values.config.auth.tokenValidity.accessToken) -}}
{{- include "rehearsal.env" (list "TOKENS_VALIDITY_REFRESH" .Values.config.auth.tokenValidity.refreshToken) -}}
{{- include "rehearsal.additionalEnv" . -}}
{{- end -}}

{{/* scheme://host and path of Dex, as Membership and Dex both must call it. */}}
{{- define "membership.issuer" -}}
{{- $party := .Values.global.platform.membership.relyingParty -}}
{{- include "rehearsal.url" (list . $party) }}{{ tpl $party.path . }}
{{- end -}}

{{/* Only while Dex is deployed: without it, config.oidc.connectors is the way. */}}
{{- define "membership.relyingPartyEnv" -}}
{{- if .Values.dex.enabled -}}
{{- $oidc := .Values.config.oidc -}}
{{- include "rehearsal.env" (list "RP_ISSUER" (include "membership.issuer" .)) -}}
{{- include "rehearsal.env" (list "RP_CLIENT_ID" (tpl $oidc.clientId .)) -}}
{{- include "rehearsal.clientSecret" (list "RP_CLIENT_SECRET" (dict "existingSecret" $oidc.existingSecret "secretKeys" $oidc.secretKeys "secret" $oidc.clientSecret)) -}}
{{- include "rehearsal.env" (list "RP_SCOPES" (join " " $oidc.scopes)) -}}
{{- end -}}
{{- end -}}

{{/* "true" where agents can connect. */}}
{{- define "membership.agents" -}}
{{- and (not .Values.feature.managedStacks) .Values.global.nats.enabled -}}
{{- end -}}

{{- define "membership.grpcEnv" -}}
{{- if eq (include "membership.agents" .) "true" -}}
{{- include "rehearsal.env" (list "GRPC_TLS_INSECURE" "true") -}}
{{- include "rehearsal.env" (list "GRPC_H2C_ENABLED" "true") -}}
{{- $grpc := .Values.config.grpc -}}
{{- if $grpc.existingSecret -}}
{{- include "rehearsal.envFromSecret" (list "GRPC_TOKEN" $grpc.existingSecret $grpc.secretKeys.secret) -}}
{{- else -}}
{{- include "rehearsal.env" (list "GRPC_TOKEN" (join " " $grpc.tokens)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "membership.stackEnv" -}}
{{- $stack := .Values.config.stack -}}
{{- include "rehearsal.env" (list "STACK_MINIMAL_MODULES" (join " " $stack.minimalStackModules)) -}}
{{- include "rehearsal.env" (list "STACK_ADDITIONAL_DEFAULT_MODULES" (join " " $stack.additionalModules)) -}}
{{- include "rehearsal.env" (list "STACK_PRUNING_DELAY" $stack.cycle.delay.prune) -}}
{{- include "rehearsal.env" (list "STACK_PRUNING_POLLING_DELAY" $stack.cycle.delay.prunePollingDelay) -}}
{{- include "rehearsal.env" (list "STACK_DISABLE_DELAY" $stack.cycle.delay.disable) -}}
{{- include "rehearsal.env" (list "STACK_DISABLE_POLLING_DELAY" $stack.cycle.delay.disablePollingDelay) -}}
{{- include "rehearsal.env" (list "STACK_DISPOSABLE_DELAY" $stack.cycle.delay.disposable) -}}
{{- end -}}
