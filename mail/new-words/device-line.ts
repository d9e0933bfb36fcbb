/** How devices and programs say that they sent a mail: a word for "sent" first, or last. */
const sentFirst =
  /^(sent|enviad[oa]|envoyé|gesendet|verzonden|verstuurd|inviato|wysłan[oe]|skicka(t|des)|sendt|lähetetty|hankittu|отправлено|надіслано|изпратено|odesláno|odoslané|poslano|trimis|küldve|enviat|στάλθηκε|dikirim|provenance\s*:|gesendet von|発信)(?!\p{L})/iu
const sentLast = /(から送信|에서 보냄|gönderildi|傳送|发送|küldve|gesendet( von \p{L}+)?)\W*$/iu
const alone =
  /^(von unterwegs|发自|發自|從我的|来自我的|从我的|(iphone|ipad|android)から|나의 |내 |أُ?رسلت? من|أرسلت من|تم الإرسال|נשלח מ|đã gửi từ|ส่งจาก|lähetetty \p{L}+(sta|stä)$|(von meinem|mit freundlichen grüßen von meinem) |diese nachricht wurde (von|mit) (meinem|der)|this (message|email) was sent from my )/iu
const ofOnes =
  /(?<!\p{L})(my|mein(em|er)|mon|mi|meu|minha|mio|mijn|mojego|mojej|min|mitt|mio|моего|моей|моя|мого|moja|μου|meu|meva|mobile|unterwegs|on the go)(?!\p{L})/iu
const program =
  /iphon|ipad|手机|手機|스마트폰|휴대폰|ipod|android|samsung|galaxy|huawei|xiaomi|redmi|oneplus|xperia|pixel|blackberry|windows|outlook|mail|e-?post|courrier|correo|correio|messagerie|posta\b|poczta|почт|yahoo|proton|zoho|spark|typeapp|\bnine\b|\borange\b|mobil|móvil|telemóvel|phone|handy|tablet|device|dispositivo|appareil|gerät|toestel|telefon|téléphone|тел/iu
/** What Outlook writes on phones: to get it, in the words of each language. */
const outlook = [
  /^(get|download|obtenez|obtenir|télécharger|holen sie sich|obter|obtenha|obtener|consiga|scarica|pobierz|ottieni|installieren sie|laden sie|hae|hanki|hankittu|hent|skaffa|hämta|få|获取|取得|скачать|получить) (o |a |el |l.|le |sie |program )?outlook(?!\p{L})/iu,
  /^outlook (für|voor) \S+ (beziehen|downloaden|herunterladen)\W*$/iu,
  /^\S{0,8}(版|용)\s?outlook\s?(をダウンロード|를?\s?다운로드)/iu,
  /^\S+ için outlook'[ıu] (edinin|indirin)/iu,
]
const limit = 120

/** "Sent from my phone" and its kin; no sentence about something that was sent. */
export function isDeviceLine(line: string) {
  const text = line
    .replace(/^[\s*_>[(-]+/, '')
    .replace(/\s*[<([]https?:[^\s>)\]]*[>)\]]?/g, '')
    .replace(/[\s*_\])]+$/, '')
  if (text.length === 0 || text.length >= limit || /[?]$/.test(text)) return false
  if (outlook.some((pattern) => pattern.test(text))) return true
  const isSent = sentFirst.test(text) || sentLast.test(text)
  if (alone.test(text)) return program.test(text) || isSent
  return isSent && text.length < 90 && (ofOnes.test(text) || program.test(text))
}

/** The banner that a company's mail server puts above mail from outside. */
export function isOutsideBanner(line: string) {
  return /^\W*(caution|warning|external|attention|achtung|externe?|attenzione|atenção|cuidado)\b.{0,80}(external|outside|extern|außerhalb|esterno|externo)/i.test(
    line,
  )
}
