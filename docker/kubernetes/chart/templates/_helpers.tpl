{{- define "carillon.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "carillon.selector" -}}
app.kubernetes.io/name: carillon
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "carillon.labels" -}}
{{ include "carillon.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "carillon.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "carillon.secret" -}}
{{ .Values.existingSecret | default (include "carillon.name" .) }}
{{- end -}}

{{- define "carillon.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- /* What runs as a user without rights: all pods of this chart. */ -}}
{{- define "carillon.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- /* The settings of migration and node. */ -}}
{{- define "carillon.environment" -}}
- configMapRef: {name: {{ include "carillon.name" . }}}
- secretRef: {name: {{ include "carillon.secret" . }}}
{{- end -}}

{{- /* Where webhooks must not go: the same blocks as in AddressRules, and the cluster's own. */ -}}
{{- define "carillon.forbiddenIpv4" -}}
{{- $special := list "0.0.0.0/8" "10.0.0.0/8" "100.64.0.0/10" "127.0.0.0/8" "169.254.0.0/16" "172.16.0.0/12" "192.0.0.0/24"
  "192.0.2.0/24" "192.31.196.0/24" "192.52.193.0/24" "192.88.99.0/24" "192.168.0.0/16" "192.175.48.0/24" "198.18.0.0/15"
  "198.51.100.0/24" "203.0.113.0/24" "224.0.0.0/3" -}}
{{- range .Values.networkPolicy.clusterNetworks }}{{ if not (contains ":" .) }}{{ $special = append $special . }}{{ end }}{{ end -}}
{{- toYaml $special -}}
{{- end -}}

{{- define "carillon.forbiddenIpv6" -}}
{{- $special := list "2001::/23" "2001:db8::/32" "2002::/16" "2620:4f:8000::/48" "3fff::/20" -}}
{{- range .Values.networkPolicy.clusterNetworks }}{{ if contains ":" . }}{{ $special = append $special . }}{{ end }}{{ end -}}
{{- toYaml $special -}}
{{- end -}}
