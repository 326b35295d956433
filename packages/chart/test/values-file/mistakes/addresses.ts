import {EVERY, mistake} from './mistake.js'

const party = (line: string) => `global:\n  platform:\n    membership:\n      relyingParty:\n        ${line}`
const answers = (host: string) =>
  `portal:\n  ingress:\n    hosts:\n      - host: ${host}\n        paths: [{path: /, pathType: Prefix}]\n    tls:\n      - {secretName: x, hosts: [portal.formance.example]}`

/** Addresses that are made of several values, and templates in them. */
export const addressMistakes = [
  mistake('scheme', 'a scheme has its slashes', 'global:\n  platform:\n    membership:\n      scheme: https:// # <--', 'fix', {
    majors: EVERY,
  }),
  mistake('scheme', 'a scheme is none', party('scheme: oidc # <--'), party('scheme: https')),
  mistake('issuer-path', 'the path has no slash before it', party('path: realms/acme # <--'), 'fix', {majors: EVERY}),
  mistake('issuer-path', 'the path ends in a slash', party('path: /realms/acme/ # <--'), 'fix'),
  mistake(
    'ingress-host-differs',
    'the Ingress answers to another name than everyone is told',
    answers('app.formance.example # <--'),
    answers('portal.formance.example'),
    {majors: EVERY},
  ),
  mistake(
    'ingress-host-differs',
    'a host of an Ingress has a scheme',
    answers('https://portal.formance.example # <--'),
    answers('portal.formance.example'),
  ),
  mistake(
    'template-unclosed',
    'a template lacks a brace',
    'global:\n  platform:\n    portal:\n      host: "portal.{{ .Values.global.serviceHost }" # <--',
    'global:\n  platform:\n    portal:\n      host: "portal.{{ .Values.global.serviceHost }}"',
    {majors: EVERY},
  ),
]
