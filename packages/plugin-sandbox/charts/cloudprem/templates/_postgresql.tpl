{{/*
The bundled PostgreSQL: the objects, names and keys that bitnami's chart gives it. The tag of the image is not the
published one (which the public sources do not name).
*/}}
{{- define "rehearsal.postgresql" -}}
{{- if .Values.postgresql.enabled -}}
{{- $auth := .Values.global.postgresql.auth -}}
{{- $name := include "rehearsal.database.name" . -}}
{{- $image := .Values.postgresql.image | default dict -}}
{{- $registry := $image.registry | default .Values.global.imageRegistry | default "docker.io" -}}
{{- $repository := $image.repository | default "bitnami/postgresql" -}}
{{- $security := .Values.global.security | default dict -}}
{{- if not (or $security.allowInsecureImages (and (eq $registry "docker.io") (has $repository (list "bitnami/postgresql" "bitnamilegacy/postgresql")))) -}}
{{- fail (printf "Original containers have been substituted for unrecognized ones: %s/%s. Set global.security.allowInsecureImages to true to accept them." $registry $repository) -}}
{{- end -}}
{{- $primary := .Values.postgresql.primary | default dict -}}
{{- $persistence := merge (dict) ($primary.persistence | default dict) (dict "enabled" true "size" "8Gi") -}}
{{- if and (hasKey ($primary.persistence | default dict) "enabled") (not $primary.persistence.enabled) -}}
{{- $_ := set $persistence "enabled" false -}}
{{- end -}}
{{- $port := .Values.global.postgresql.service.ports.postgresql -}}
{{- $labels := include "rehearsal.labelsOf" (list . "postgresql") -}}
{{- $selector := printf "%s\napp.kubernetes.io/component: primary" (include "rehearsal.selectorOf" (list . "postgresql")) -}}
{{- $superuser := eq $auth.username "postgres" -}}
{{- $key := $superuser | ternary "postgres-password" "password" -}}
{{- $adminKey := "postgres-password" -}}
{{- if $auth.existingSecret -}}
{{- $adminKey = include "rehearsal.database.key" (list . "adminPasswordKey") -}}
{{- $key = include "rehearsal.database.key" (list . ($superuser | ternary "adminPasswordKey" "userPasswordKey")) -}}
{{- else }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- $labels | nindent 4 }}
type: Opaque
data:
  postgres-password: {{ tpl ($superuser | ternary $auth.password $auth.postgresPassword | default (randAlphaNum 10)) . | b64enc | quote }}
  {{- if not $superuser }}
  password: {{ tpl ($auth.password | default (randAlphaNum 10)) . | b64enc | quote }}
  {{- end }}
{{- end }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- $labels | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- $labels | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- $selector | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress: [{}]
  ingress:
    - ports:
        - port: {{ $port }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- $labels | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- $selector | nindent 6 }}
{{- range $service := list $name (printf "%s-hl" $name) }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $service }}
  namespace: {{ $.Release.Namespace }}
  labels:
    {{- $labels | nindent 4 }}
spec:
  type: ClusterIP
  {{- if hasSuffix "-hl" $service }}
  clusterIP: None
  publishNotReadyAddresses: true
  {{- end }}
  ports:
    - name: tcp-postgresql
      port: {{ $port }}
      targetPort: tcp-postgresql
  selector:
    {{- $selector | nindent 4 }}
{{- end }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- $labels | nindent 4 }}
    app.kubernetes.io/component: primary
spec:
  replicas: 1
  serviceName: {{ $name }}-hl
  selector:
    matchLabels:
      {{- $selector | nindent 6 }}
  template:
    metadata:
      labels:
        {{- $labels | nindent 8 }}
        app.kubernetes.io/component: primary
    spec:
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: false
      {{- with $image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      securityContext:
        fsGroup: 1001
      containers:
        - name: postgresql
          image: "{{ $registry }}/{{ $repository }}:{{ $image.tag | default "latest" }}"
          securityContext:
            runAsUser: 1001
            runAsNonRoot: true
          env:
            - name: POSTGRESQL_PORT_NUMBER
              value: {{ $port | quote }}
            - name: PGDATA
              value: /bitnami/postgresql/data
            {{- if not $superuser }}
            - name: POSTGRES_USER
              value: {{ $auth.username | quote }}
            - name: POSTGRES_POSTGRES_PASSWORD_FILE
              value: /opt/bitnami/postgresql/secrets/{{ $adminKey }}
            {{- end }}
            - name: POSTGRES_PASSWORD_FILE
              value: /opt/bitnami/postgresql/secrets/{{ $key }}
            - name: POSTGRES_DATABASE
              value: {{ $auth.database | quote }}
          ports:
            - name: tcp-postgresql
              containerPort: {{ $port }}
          readinessProbe:
            exec:
              command: [pg_isready, -h, 127.0.0.1, -p, {{ $port | quote }}]
          volumeMounts:
            - name: data
              mountPath: /bitnami/postgresql
            - name: postgresql-password
              mountPath: /opt/bitnami/postgresql/secrets/
      volumes:
        - name: postgresql-password
          secret:
            secretName: {{ $auth.existingSecret | default $name }}
        {{- if not $persistence.enabled }}
        - name: data
          emptyDir: {}
        {{- end }}
  {{- if $persistence.enabled }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $persistence.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $persistence.size | quote }}
  {{- end }}
{{- end }}
{{- end -}}
