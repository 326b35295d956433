/** What is wrong with `domain` as the mail domain of an organization, or undefined. */
export function mailDomainProblem(domain: string): string | undefined {
  if (/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/.test(domain)) return undefined
  return 'A mail domain is the part behind the @, in lower case: acme.example.'
}

/** Providers whose addresses anybody can have: as an organization's domain they let anybody in. */
const PUBLIC_PROVIDERS = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com ' +
    'proton.me protonmail.com gmx.de gmx.net gmx.com web.de mail.ru yandex.ru yandex.com qq.com 163.com 126.com orange.fr ' +
    'free.fr laposte.net zoho.com fastmail.com'
  ).split(' '),
)

/** Whether everybody can get an address in this domain. */
export function isPublicMailDomain(domain: string): boolean {
  return PUBLIC_PROVIDERS.has(domain)
}
