import type {Component} from '@cloudprem/chart'

export const INGRESS_PRESETS = ['ingress-nginx', 'traefik', 'aws-alb', 'cert-manager'] as const
export type IngressPreset = (typeof INGRESS_PRESETS)[number]

/** What the presets need to be told. */
export interface PresetFacts {
  /** cert-manager: the ClusterIssuer. */
  clusterIssuer?: string
  /** AWS: ARN of the certificate; without it the controller finds one in ACM by host. */
  certificateArn?: string
  release: string
}

/** Class of the controller that a preset is for; cert-manager goes with any. */
export const PRESET_CLASSES: Partial<Record<IngressPreset, string>> = {
  'ingress-nginx': 'nginx',
  traefik: 'traefik',
  'aws-alb': 'alb',
}

/** Health of each component, where it answers 200 without a login (probes of formancehq/helm's charts, Dex's discovery). */
const HEALTH_PATHS: Record<Component, string> = {
  membership: '/_healthcheck',
  dex: '/.well-known/openid-configuration',
  portal: '/_info',
  console: '/_info',
  'console-v3': '/_info',
}

/** Annotations of one component's Ingress. Every value is text: Kubernetes refuses a bare true or number. */
export function presetAnnotations(preset: IngressPreset, component: Component, facts: PresetFacts): Record<string, string> {
  switch (preset) {
    case 'ingress-nginx':
      // Session cookies and OIDC headers are larger than the controller's 4k.
      return ['portal', 'console', 'console-v3'].includes(component)
        ? {'nginx.ingress.kubernetes.io/proxy-buffer-size': '16k'}
        : {}
    case 'traefik':
      return {
        'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
        'traefik.ingress.kubernetes.io/router.tls': 'true',
      }
    case 'aws-alb':
      return {
        'alb.ingress.kubernetes.io/group.name': facts.release,
        'alb.ingress.kubernetes.io/scheme': 'internet-facing',
        // The charts' Services are ClusterIP, which the controller reaches by pod address only.
        'alb.ingress.kubernetes.io/target-type': 'ip',
        'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
        ...(facts.certificateArn !== undefined && {'alb.ingress.kubernetes.io/certificate-arn': facts.certificateArn}),
        'alb.ingress.kubernetes.io/healthcheck-path': HEALTH_PATHS[component],
      }
    case 'cert-manager':
      return {'cert-manager.io/cluster-issuer': facts.clusterIssuer ?? ''}
  }
}
