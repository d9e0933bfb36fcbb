const device = [
  /^(sent|enviado|enviada|envoyé|gesendet|verzonden|verstuurd|inviato|wysłano|wysłane|skickat|skickades|sendt|lähetetty|отправлено|надіслано|odesláno|odoslané|poslano|trimis|küldve|enviat|στάλθηκε|dikirim)(?![\p{L}]).{0,12}?(?<![\p{L}])(from|via|with|using|by|vanuit|desde|do|da|del|depuis|de|à partir|von|mit|vom|aus|vanaf|van|met|via|dal|dall|z|ze|s|från|fra|min|mi|с|со|из|з|din|από|dari|iphone|my)(?![\p{L}])/iu,
  /^(von meinem|von unterwegs|diese nachricht wurde (von|mit)|mit freundlichen grüßen von meinem|this (message|email) was sent from my) .{2,60}(gesendet|device|phone|iphone|handy)?/i,
  /^(get|download|obtenez|télécharger|holen sie sich|obter|obtenha|obtener|consiga|scarica|pobierz|ottieni|installieren sie|laden sie|hae|hanki|hent|skaffa|få) (o |a |el |l.|le |sie )?outlook\b/i,
  /^(lähetetty|отправлено с|отправлено из|sendt fra|skickat från|发自|發自|從我的|来自我的|iphoneから|ipadから|androidから|나의 iphone|내 iphone|أُرسل|أرسلت من|تم الإرسال|נשלח מ|gönderildi|đã gửi từ|ส่งจาก|provenance : |从我的)/i,
  /^.{0,40}(から送信|에서 보냄|gönderildi|gesendet von (meinem|mobil)|outlook für \w+ beziehen)\W*$/i,
]

/** "Sent from my phone" and its kin. */
export function isDeviceLine(line: string) {
  const text = line.replace(/^[\s*_>[(-]+/, '')
  return text.length > 0 && text.length < 120 && device.some((pattern) => pattern.test(text))
}

/** The banner that a company's mail server puts above mail from outside. */
export function isOutsideBanner(line: string) {
  return /^\W*(caution|warning|external|attention|achtung|externe?|attenzione|atenção|cuidado)\b.{0,80}(external|outside|extern|außerhalb|esterno|externo)/i.test(
    line,
  )
}
