// How mail programs name the fields of the mail they copy below an answer. Lower case.
const labels = {
  from: 'from|sender|от кого|від кого|expeditor|afzender|pošiljatelj|odosielateľ|šalje|nuo|no|von|de|da|van|från|fra|od|от|від|lähettäjä|feladó|de la|kimden|gönderen|από|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من|מאת|từ|người gửi|dari|จาก|expéditeur|absender|mittente|remitente|remetente|nadawca|odesílatel|afsender|avsender|avsändare|saatja|siuntėjas|desde|frá',
  date: 'sent|date|posted at|išsiųsta|nosūtīts|gesendet|datum|envoyé|enviado|enviado el|enviada|enviada em|enviado em|fecha|data|inviato|data invio|verzonden|skickat|skickades|sendt|dato|wysłano|wysłane|data wysłania|odesláno|odoslané|отправлено|дата|надіслано|изпратено|lähetetty|päivämäärä|päiväys|küldve|elküldve|dátum|trimis|tarih|gönderildi|gönderme tarihi|στάλθηκε|ημερομηνία|发送时间|發送時間|日期|寄件日期|送信日時|日時|보낸 날짜|날짜|보낸날짜|تاريخ|التاريخ|أرسلت|נשלח|תאריך|ngày|đã gửi|gửi|dikirim|tanggal|วันที่|ส่ง|enviat|enviat el|poslano|poslato|saadetud|gestuur|изпратено на|ส่งเมื่อ|تم الإرسال',
  to: 'to|prejemnik|primatelj|kam|an|à|para|a|aan|till|til|do|komu|кому|до|vastaanottaja|címzett|către|kime|alıcı|προς|收件人|收件者|宛先|받는 사람|받는사람|إلى|אל|đến|kepada|ถึง|destinataire|empfänger|destinatario|per a|pour|za|kellele|adressaat|adresat',
  subject:
    'subject|thema|zadeva|naslov|temats|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|předmět|predmet|тема|относно|aihe|tárgy|subiect|konu|θέμα|主题|主題|主旨|件名|제목|الموضوع|נושא|chủ đề|subjek|perihal|เรื่อง|sujet|ogg|topic|assumpte|tema|teema|efni',
  copy: 'cc|bcc|kopie|kopia|copie|cópia|copia|копия|kopio|másolatot kap|kopi|抄送|副本|참조|cópia para',
  reply:
    'reply-to|reply to|répondre à|antwort an|antwortadresse|responder a|rispondi a|odpověď komu|importance|priority|attachments',
}

const labelOf = new Map(
  Object.entries(labels).flatMap(([kind, words]) => words.split('|').map((word): [string, string] => [word, kind])),
)

/** Which header a line of a copied header block names (`Von: …` is `from`), or null. */
export function headerLabel(line: string): string | null {
  const colon = line.search(/[:：]/)
  if (colon < 1 || colon > 30) return null
  const word = line
    .slice(0, colon)
    .replace(/[*_>|\s\u00a0\u200e\u200f]+/g, ' ')
    .trim()
    .toLowerCase()
  // Chinese labels are spread with a wide blank to stand as wide as each other.
  return labelOf.get(word) ?? labelOf.get(word.replaceAll(' ', '')) ?? null
}
