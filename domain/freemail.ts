const domains = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com gmx.net gmx.de gmx.com web.de t-online.de proton.me protonmail.com mail.com mail.ru yandex.ru zoho.com sapo.pt clix.pt netcabo.pt iol.pt'.split(
    ' ',
  ),
)

/** Whether anybody at all may have an address of this domain: it says nothing about a company (mail §3). */
export function isFreemail(domain: string): boolean {
  return domains.has(domain.toLowerCase())
}
