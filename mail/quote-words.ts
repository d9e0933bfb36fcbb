/** Words for "wrote", as mail programs put them above a quote. Lower case, each a whole word or an ending of one. */
const wrote = [
  ...[
    'wrote',
    'writes',
    'said',
    'schrieb',
    'schreibt',
    'geschrieben',
    'a écrit',
    'écrit',
    'écrivit',
    'escribió',
    'escribio',
    'escribiste',
  ],
  ...[
    'escreveu',
    'ha scritto',
    'scrive',
    'schreef',
    'geschreven',
    'napisał',
    'napisała',
    'napisał(a)',
    'napisano',
    'pisze',
  ],
  ...[
    'skrev',
    'skreiv',
    'skrifaði',
    'kirjoitti',
    'kirjutas',
    'rašė',
    'parašė',
    'rakstīja',
    'napsal',
    'napsala',
    'napsal(a)',
  ],
  ...[
    'napísal',
    'napísala',
    'napísal(a)',
    'píše',
    'napisao',
    'napisala',
    'napisao/la',
    'je napisal',
    'írta',
    'a scris',
    'yazdı',
    'yazmış',
  ],
  ...[
    'пишет',
    'писал',
    'написал',
    'написала',
    'написал(а)',
    'пише',
    'написав',
    'написала',
    'написа',
    'έγραψε',
    'va escriure',
    'ha escrit',
  ],
  ...['escribiu', 'idatzi', 'menulis', 'đã viết', 'viết', 'เขียนว่า', 'เขียน', 'كتب', 'كتبت', 'כתב', 'כתבה', 'נכתב'],
  ...['写道', '寫道', '写到', '撰写', '書きました', 'のメール', '작성', '썼습니다', '님이', 'नेलिखा', 'ने लिखा'],
]

/** How such a line begins: the word for "on" with a date, or the date itself. */
const opener =
  /^[\s>*_-]*(on|le|am|el|em|il|op|den|dne|dňa|dana|dnia|w dniu|på|i|a|à|vào|lúc|в|на|pada|tarihinde|στις|kl|no dia|om|pe|data|el día|ב|في|בתאריך|于|在|vom|\d{1,4}|[a-zà-ÿа-я]{2,12}[.,]? \d|\p{L}{2,12}, )/iu

const dateSign = /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(19|20)\d\d\b|\d{1,2}[:.h]\d{2}|\d ?[年月日時时년월일]/
const quoting = /^\s*(quoting|zitat von|citando|selon|citaat van|citat från|wiadomość napisana przez)\b/i
const addressSign = /[^\s<>@:]@[^\s<>@:]/

const escaped = wrote.map((word) => word.replace(/[()/]/g, '\\$&'))
const wroteSign = new RegExp(`(?<![\\p{L}])(${escaped.join('|')})(?![\\p{L}])`, 'iu')
const wroteAnywhere = /写道|寫道|写到|書きました|のメール|작성|เขียน/

/** Whether a joined line introduces a quote: a word for "wrote" with a date or an address, or a date and an address. */
export function isAttribution(line: string) {
  if (line.length > 400) return false
  const hasAddress = addressSign.test(line)
  if (quoting.test(line) && (hasAddress || dateSign.test(line))) return true
  if (/^\s*\d{4}-\d\d-\d\d \d\d:\d\d GMT/.test(line)) return true
  if (hasAddress && dateSign.test(line.slice(0, 45))) return true
  return hasWrote(line) && (hasAddress || dateSign.test(line))
}

/** Whether the line could be where an attribution that ends further down begins. */
export function opensAttribution(line: string) {
  return opener.test(line) && (dateSign.test(line) || /\d/.test(line))
}

export function hasWrote(line: string) {
  return wroteSign.test(line) || wroteAnywhere.test(line)
}

const labels = {
  from: 'from|von|de|da|van|från|fra|od|от|від|lähettäjä|feladó|de la|kimden|gönderen|από|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من|מאת|từ|người gửi|dari|จาก|expéditeur|absender|mittente|remitente|remetente|nadawca|odesílatel|afsender|avsender|avsändare|saatja|siuntėjas|desde|frá',
  date: 'sent|date|gesendet|datum|envoyé|enviado|enviado el|enviada|enviada em|enviado em|fecha|data|inviato|data invio|verzonden|skickat|skickades|sendt|dato|wysłano|wysłane|data wysłania|odesláno|odoslané|отправлено|дата|надіслано|изпратено|lähetetty|päivämäärä|päiväys|küldve|elküldve|dátum|trimis|tarih|gönderildi|gönderme tarihi|στάλθηκε|ημερομηνία|发送时间|發送時間|日期|寄件日期|送信日時|日時|보낸 날짜|날짜|보낸날짜|تاريخ|التاريخ|أرسلت|נשלח|תאריך|ngày|đã gửi|gửi|dikirim|tanggal|วันที่|ส่ง|enviat|poslano|poslato|saadetud|išsiųsta',
  to: 'to|an|à|para|a|aan|till|til|do|komu|кому|до|vastaanottaja|címzett|către|kime|alıcı|προς|收件人|收件者|宛先|받는 사람|받는사람|إلى|אל|đến|kepada|ถึง|destinataire|empfänger|destinatario|per a|kam|za|kellele',
  subject:
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|předmět|predmet|тема|относно|aihe|tárgy|subiect|konu|θέμα|主题|主題|主旨|件名|제목|الموضوع|נושא|chủ đề|subjek|perihal|เรื่อง|sujet|assumpte|tema|teema|efni',
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
  const word = line.slice(0, colon).replace(/[*_>|\s\u00a0\u200e\u200f]+/g, ' ')
  return labelOf.get(word.trim().toLowerCase()) ?? null
}

const original =
  /original(meddelande|melding|-nachricht)|original\b.*(message|e-?mail)|message\b.*original|ursprüngliche|urspr\. |originalnachricht|message d.origine|mensaje original|mensagem original|messaggio original|oorspronkelijk|oprindelig|ursprungligt|opprinnelig|alkuperäinen|oryginalna|původní|pôvodná|исходное|оригинал|пересылка|eredeti|original(ă|a)$|mesaj|özgün|orijinal|原始|原邮件|原件|元のメッセージ|オリジナル|원본|αρχικό|thư gốc|izvorna|izvorno|antwort|reply message|pesan asli|الرسالة الأصلية|הודעה מקורית|missatge original|mensaxe orixinal/i
const forwarded =
  /forward(ed)? message|forwarded (by|message)|forwarded mail|weitergeleitete|transféré|transmis|reenviado|encaminhada|reencaminhada|inoltrato|doorgestuurd|videresendt|vidarebefordrat|välitetty|przekazana|přeposlaná|preposlaná|пересылаемое|пересланное|továbbított|redirecționat|iletilen|iletilmiş|转发|轉寄|転送|전달된|προωθημένο|προώθηση|chuyển tiếp|proslijeđena|diteruskan|перенаправлен|edasisaadetud/i

/** A line between dashes that starts an earlier mail: quoted in an answer, or passed on. */
export function separatorKind(line: string): 'original' | 'forwarded' | null {
  if (line.length > 160) return null
  if (
    /\b(reply|respond|write|answer)\b.{0,20} above this line|oberhalb dieser (zeile|linie)|au-dessus de cette ligne|acima desta linha/i.test(
      line,
    )
  )
    return 'original'
  const dashed = /^[\s>*]*[-_=–—]{2,}\s*(\S.*?)\s*[-_=–—]{2,}[\s*]*$/.exec(line)?.[1]
  if (dashed === undefined)
    return /^[\s*]*(begin (forwarded message|doorgestuurd bericht)|début du message (ré-?expédié|transféré)|anfang der weitergeleiteten nachricht|inicio del mensaje reenviado|início da mensagem (re)?encaminhada|inizio messaggio inoltrato)\s*:/i.test(
      line,
    )
      ? 'forwarded'
      : null
  if (forwarded.test(dashed)) return 'forwarded'
  return original.test(dashed) || hasWrote(dashed) ? 'original' : null
}

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
