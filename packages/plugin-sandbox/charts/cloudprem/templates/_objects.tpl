{{/* Objects that membership, portal and console-v3 have alike; each takes the chart's scope. */}}

{{- define "rehearsal.head" -}}
name: {{ include "rehearsal.fullname" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "rehearsal.labels" . | nindent 2 }}
{{- end -}}

{{/* (list at name annotations hookWeight): the migration's account is a hook with the migration. */}}
{{- define "rehearsal.account" -}}
{{- $at := index . 0 }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ index . 1 }}
  namespace: {{ $at.Release.Namespace }}
  labels:
    {{- include "rehearsal.labels" $at | nindent 4 }}
  {{- with index . 2 }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "rehearsal.accounts" -}}
{{- if .Values.serviceAccount.create -}}
{{- include "rehearsal.account" (list . (include "rehearsal.serviceAccount" .) .Values.serviceAccount.annotations) -}}
{{- end -}}
{{- $migration := .Values.config.migration -}}
{{- if and $migration.enabled $migration.serviceAccount.create -}}
{{- $annotations := merge (dict) $migration.serviceAccount.annotations (include "rehearsal.hook" (list . "0") | fromYaml) -}}
{{- include "rehearsal.account" (list . (include "rehearsal.migrationAccount" .) $annotations) -}}
{{- end -}}
{{- end -}}

{{/* Annotations that make a Job a Helm hook, where feature.migrationHooks asks for it. (list at weight) */}}
{{- define "rehearsal.hook" -}}
{{- if (index . 0).Values.feature.migrationHooks -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: before-hook-creation
helm.sh/hook-weight: {{ index . 1 | quote }}
{{- end -}}
{{- end -}}

{{/* The Service; `grpc` is opened for agents only. (list at names-of-ports) */}}
{{- define "rehearsal.service" -}}
{{- $at := index . 0 }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "rehearsal.head" $at | nindent 2 }}
  {{- with $at.Values.service.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ $at.Values.service.type }}
  {{- with $at.Values.service.clusterIP }}
  clusterIP: {{ . }}
  {{- end }}
  ports:
    {{- range index . 1 }}
    - name: {{ . }}
      port: {{ (get $at.Values.service.ports .).port }}
      targetPort: {{ . }}
      protocol: TCP
      appProtocol: http
    {{- end }}
  selector:
    {{- include "rehearsal.selector" $at | nindent 4 }}
{{- end -}}

{{/* An Ingress of any part. Arguments: at, name, labels (text), ingress (its values), service, port. */}}
{{- define "rehearsal.ingressOf" -}}
{{- $at := .at }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .name }}
  namespace: {{ $at.Release.Namespace }}
  labels:
    {{- .labels | nindent 4 }}
    {{- with .ingress.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with .ingress.tls }}
  tls:
    {{- range . }}
    - secretName: {{ .secretName }}
      hosts:
        {{- range .hosts }}
        - {{ tpl . $at | quote }}
        {{- end }}
    {{- end }}
  {{- end }}
  rules:
    {{- $service := .service }}
    {{- $port := .port }}
    {{- range .ingress.hosts }}
    - host: {{ tpl .host $at | quote }}
      http:
        paths:
          {{- range .paths }}
          - path: {{ .path }}
            pathType: {{ .pathType }}
            backend:
              service:
                name: {{ $service }}
                port:
                  number: {{ $port }}
          {{- end }}
    {{- end }}
{{- end -}}

{{- define "rehearsal.ingress" -}}
{{- if .Values.ingress.enabled -}}
{{- $name := include "rehearsal.fullname" . -}}
{{- include "rehearsal.ingressOf" (dict "at" . "name" $name "labels" (include "rehearsal.labels" .) "ingress" .Values.ingress "service" $name "port" .Values.service.ports.http.port) -}}
{{- end -}}
{{- end -}}

{{/* AWS target groups, one a Service port, where global.aws.elb is on. (list at targetGroups names) */}}
{{- define "rehearsal.targetGroups" -}}
{{- $at := index . 0 -}}
{{- $groups := index . 1 -}}
{{- if eq (include "rehearsal.setting" (dict "at" $at "key" "aws.elb")) "true" -}}
{{- range index . 2 }}
{{- $group := get $groups . }}
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: TargetGroupBinding
metadata:
  name: {{ include "rehearsal.fullname" $at }}-{{ . }}
  namespace: {{ $at.Release.Namespace }}
  labels:
    {{- include "rehearsal.labels" $at | nindent 4 }}
spec:
  targetGroupARN: {{ tpl $group.targetGroupARN $at | quote }}
  targetType: {{ $group.targetType }}
  ipAddressType: {{ $group.ipAddressType }}
  serviceRef:
    name: {{ tpl $group.serviceRef.name $at }}
    port: {{ tpl ($group.serviceRef.port | toString) $at }}
{{- end }}
{{- end -}}
{{- end -}}

{{- define "rehearsal.disruptionBudget" -}}
{{- if .Values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "rehearsal.head" . | nindent 2 }}
spec:
  {{- with .Values.podDisruptionBudget.minAvailable }}
  minAvailable: {{ . }}
  {{- end }}
  {{- with .Values.podDisruptionBudget.maxUnavailable }}
  maxUnavailable: {{ . }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "rehearsal.selector" . | nindent 6 }}
{{- end -}}
{{- end -}}

{{- define "rehearsal.autoscaler" -}}
{{- if .Values.autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "rehearsal.head" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "rehearsal.fullname" . }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    {{- range $resource, $key := dict "cpu" "targetCPUUtilizationPercentage" "memory" "targetMemoryUtilizationPercentage" }}
    {{- with get $.Values.autoscaling $key }}
    - type: Resource
      resource:
        name: {{ $resource }}
        target:
          type: Utilization
          averageUtilization: {{ . }}
    {{- end }}
    {{- end }}
{{- end -}}
{{- end -}}

{{/* What every pod of a chart shares; `tolerations` of a CronJob are its own. (list at tolerations) */}}
{{- define "rehearsal.podSettings" -}}
{{- $values := (index . 0).Values -}}
securityContext:
  {{- toYaml $values.podSecurityContext | nindent 2 }}
{{- with $values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with index . 1 }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The migration Job of a chart. Arguments: at, env (text), command, args, before (text: containers that stand first). */}}
{{- define "rehearsal.migrationJob" -}}
{{- $at := .at -}}
{{- $migration := $at.Values.config.migration -}}
{{- if $migration.enabled }}
---
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "rehearsal.head" $at | nindent 2 }}
  {{- with merge (dict) $migration.annotations (include "rehearsal.hook" (list $at "10") | fromYaml) }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  ttlSecondsAfterFinished: {{ $migration.ttlSecondsAfterFinished }}
  template:
    metadata:
      labels:
        {{- include "rehearsal.selector" $at | nindent 8 }}
    spec:
      restartPolicy: OnFailure
      serviceAccountName: {{ include "rehearsal.migrationAccount" $at }}
      {{- include "rehearsal.podSettings" (list $at $at.Values.tolerations) | nindent 6 }}
      containers:
        {{- with .before }}
        {{- . | nindent 8 }}
        {{- end }}
        - name: migrate
          image: {{ include "rehearsal.image" $at | quote }}
          securityContext:
            {{- toYaml $at.Values.securityContext | nindent 12 }}
          {{- with .command }}
          command: {{ toJson . }}
          {{- end }}
          args: {{ toJson .args }}
          env:
            {{- .env | trim | nindent 12 }}
          {{- with $migration.volumeMounts }}
          volumeMounts:
            {{- toYaml . | nindent 12 }}
          {{- end }}
      {{- with $migration.volumes }}
      volumes:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}
{{- end -}}
