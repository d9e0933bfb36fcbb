/** How devices and programs say that they sent a mail: a word for "sent" first, or last. Where people write "sent" too, not without "from". */
const sentFirst =
  /^((securely )?sent(?= (from|with|via|using|on|by|through|while) )|enviad[oa](?= (d[eoa]|desde|a partir|atrav|a trav|pel[oa]|por|com|con|via|vía|mediante))|envoyé(?= (d|à|par|via|avec))|gesendet(?= (von|vom|mit|über|aus|via|per|mobil))|(verzonden|verstuurd)(?= (van|met|via|door|op))|inviato(?= (d|con|tramite|via|mediante))|wysłan[oe](?= (z|przez|za))|skicka(t|des)|sendt|lähetetty|hankittu|отправлено|надіслано|изпратено|odesláno|odoslané|poslano|poslato|послато|trimis|(el)?küldve|enviat|στάλθηκε|εστάλη|αποστολή|dikirim|nosūtīts|išsiųsta|saadetud|gestuur|gửi|provenance\s*:|発信|发送自|寄自)(?!\p{L})/iu
const sentLast =
  /(から(送信|送りました|送信しました|送信されました)|에서 (보냄|보냈습니다|전송|발송)|gönderildi|傳送|发送|küldve|gesendet( von \p{L}+)?)[^\p{L}\d]*$/iu
/** What stands by itself; where the words could go on to be a sentence, not without a word for "sent". */
const alone =
  /^(von unterwegs(?=[^\p{L}\d]*$|.{0,40}gesendet)|从\S{1,12}(发来|发送)的|(发自|發自|发送自|寄自|從我的|来自我的|从我的)(?!.{25})(?!.*[，。！？,不没沒無无])|(나의|내) (?=.*(에서|로) (보|전송|발송))|م?أ?ُ?رسلت? من|مُ?رسل من|أرسلت من|تم الإرسال|נשלח מ|đã gửi từ|gửi từ|ส่งจาก|lähetetty \p{L}+(sta|stä)$|von meine[mr] (?=.*gesendet)|mit freundlichen grüßen von meinem |diese nachricht wurde (von|mit) (meinem|der) (?=.*(gesendet|verschickt|geschrieben|verfasst))|this (message|email) was sent from my )/iu
const ofOnes =
  /(?<!\p{L})(my|mein(em|er)|mon|mi|meu|minha|mio|mijn|mojego|mojej|min|mitt|mio|моего|моей|моя|мого|moja|μου|meu|meva|mano|minu|mobile|unterwegs|on the (go|move))(?!\p{L})/iu
const program =
  /iphon|ipad|手机|手機|스마트폰|휴대폰|ipod|android|samsung|galaxy|갤럭시|huawei|xiaomi|redmi|oneplus|xperia|pixel|surface|blackberry|windows|outlook|mail|메일|邮箱|郵件|e-?post|courrier|correo|correio|messagerie|posta\b|poczta|почт|yahoo|proton|zoho|spark|typeapp|\bnine\b|\borange\b|tutanota|superhuman|\bboxer\b|em client|\bcanary\b|acompli|missive|shortwave|polymail|mobil|móvil|telemóvel|phone|handy|tablet|device|dispositivo|appareil|gerät|toestel|telefon|téléphone|тел|האייפון|هاتف|جهاز/iu
/** What phones add for their program: to get it, in the words of each language, first or last. */
const getFirst =
  /^(get|download|obtenez|obtenir|télécharger|holen sie sich|obter|obtenha|obtener|obtenga|obtén|consiga|consigue|descargar?|scarica|pobierz|ottieni|installieren sie|laden sie|hae|hanki|hankittu|hent|skaffa|hämta|få|stáhnout|získa[tť]|skaff( deg)?|obțineți|αποκτήστε|скачать|получить|отримати|завантажити|احصل|الحصول|השג|קבל|tải|dapatkan|kry|gauti|hankige|preuzmite|prenesite|изтеглете)(?!\p{L}).{0,20}(?<![a-z])(outlook|bluemail|typeapp)(?!\p{L})(?!.{35})/iu
const getFirstEast = /^(获取|取得|下载|下載).{0,20}outlook(?!.{35})/i
const platform = /ios|android|iphone|ipad|\bmac|windows|desktop|mobile|outlook\W*$/i
const getLast =
  /(?<![a-z])outlook.{0,30}(入手|ダウンロード|받기|다운로드|beszerzése|letöltése|edinin|indirin|beziehen|herunterladen|downloaden)[^\p{L}\d]*$/iu
const namedByLink = /^[Ss]ent (from|with|via|using|by) \p{Lu}[\p{L}\d.+-]*( [\p{Lu}\d|][\p{L}\d.+-]*){0,3}[^\p{L}\d]*$/u
const link = /\s*([<([|]\s?)?(https?:[^\s>)\]]*|www\.[^\s>)\]]*)(\s?[>)\]])?/g
/** Programs whose names are words of their own, so that nothing else may stand in the line. */
const namedAlone =
  /^(sent (from|with|via|using|by) (the all new )?(aol|front|hey|fastmail|help ?scout|hiver|mailbutler|mixmax|mimestream|edison|newton|thunderbird|aquamail|fairemail)( (app|desktop|mobile))?( (for|on) (ios|android|mac|windows|iphone|ipad))?|yahoo mail: search, organi[sz]e, conquer)\W*$/i
const virusFree =
  /^(virus-free|virenfrei|garanti sans virus|libre de virus|livre de vírus|sem vírus|privo di virus|virusvrij|bez wirusów)[^\p{L}\d]*$/iu
/** How people send things: mail is then the way, not the program. */
const byMail =
  /(?<!\p{L})(?:(?:[Bb]y|[Tt]hrough|[Pp]or|[Pp]elo|[Pp]ar|[Vv][ií]a|tramite|mediante|pe|på|med|по|po) (?:e-?)?(?:mails?|post[ea]?n?|poštou|correo|correio|courriel|courrier|почте)|[Pp]er (?:[Ee]-?)?(?:[Mm]ail|[Pp]ost)|(?:e-?)?mailem)(?!\.?\p{L})/u
/** "Get Outlook to work on my phone" asks for something. */
const asks = /(?<!\p{L})(on|to|at|auf|på|please|bitte)(?!\p{L})/iu
const article = /(?<!\p{L})(the|der|die|das|dem|la|el|le|il)(?!\p{L})/iu
const pardon =
  /^, an? |excuse|sorry|forgive|pardon|apolog|typo|brev|brief|short|entschuldig|désolé|disculp|desculp|scus|fehler/i
const limit = 120

/** "Sent from my phone" and its kin; no sentence about something that was sent. */
export function isDeviceLine(line: string) {
  const bare = line.slice(0, 500).replace(/^(?:[\s*_>[(\p{Extended_Pictographic}-]|\ufe0f)+/u, '')
  const text = bare.replace(link, '').replace(/[\s*_\])]+$/, '')
  if (text.length === 0 || text.length >= limit || /[?]$/.test(text)) return false
  if (virusFree.test(text)) return text.length < bare.trimEnd().length
  if (
    platform.test(text) &&
    !asks.test(text) &&
    !ofOnes.test(text) &&
    [getFirst, getFirstEast, getLast].some((pattern) => pattern.test(text))
  )
    return true
  if (text.length < bare.trimEnd().length && namedByLink.test(text)) return true
  if (namedAlone.test(text)) return true
  const isSent = sentFirst.test(text) || sentLast.test(text)
  if (alone.test(text)) return program.test(text) || isSent
  const sent = text.replace(byMail, '')
  return isSent && text.length < 90 && (ofOnes.test(sent) || program.test(sent)) && !goesOn(text)
}

/** "Sent via the form, the order is lost": a phone may ask to be forgiven, and says no more of the one it is. */
function goesOn(text: string) {
  const comma = text.search(/[,;:] /)
  if (comma < 0 || !article.test(text.slice(0, comma))) return false
  return !pardon.test(text.slice(comma)) && text.slice(comma + 2).split(' ').length > 1
}

/** What a company's mail server puts above mail from outside, and Outlook above mail from people one hardly knows. */
const outside = [
  /^\W*(external|externe?r?|externo|esterno)\W*(e-?mail|sender|message|absender|mail)?\W*$/i,
  /^\W*externe (e-?mail|nachricht)\W{1,3}(bitte|vorsicht|klicken|öffnen)(?!\p{L})/iu,
  /^\W*(this|the) (is an|e-?mail|message|sender).{0,40}(external|outside).{0,160}(click|attachment|caution|careful|take care|display name|recogni[sz]e)/i,
  /^\W*external (e-?mail|sender|message)\W{1,3}(do not|don't|please|use caution|be careful)\b/i,
  /^\W*(you don't often get email from|some people who received this message don't often get email from|sie erhalten nicht (häufig|oft)|vous (n'obtenez|ne recevez) pas souvent|no suele recibir correo|(você )?não costuma receber e-?mails|normalmente,? não recebe|non si ricevono spesso|u ontvangt niet vaak|nie otrzymujesz często|du får (inte|ikke) ofte)\b.{0,200}@/i,
]

const warning =
  /^\W*(caution|warning|external|attention|achtung|vorsicht|warnung|externe?|attenzione|avviso|atenção|aviso|atención|cuidado|let op|waarschuwing|avertissement|uwaga|pozor|varning|advarsel|внимание|dikkat)(?!\p{L})/iu
const fromOutside =
  /(from|of|by) ([\p{L}]+ ){0,3}(external|outside)|external (sender|source|e-?mail|message|mail)|outside (of )?(the|your|our|my) |\b(diese|ein).{0,40}extern|außerhalb|esterno|externo|extérieur|exterior|fuera de|fora d|buiten|spoza|zewnętrzn|mimo |utanför|uden ?for|utenfor|внешн|dışından/iu
/** External links may be broken, and the external form: the warning is of a mail, this one. */
const ofThisMail =
  /(this|diese|dieser|ce|cet|ceci|este|esta|questo|questa|deze|dit|ta|tento|tato|detta|denne|dette|это|данное|bu) [^.!?]{0,12}(e-?mail|e-?post|message|sender|absender|nachricht|courriel|correo|mensaje|mensagem|messaggio|bericht|wiadomość|zpráva|meddelande|mejl|besked|melding|письмо|сообщение|ileti)|(external|externe?r?|externo|esterno|expéditeur|zewnętrzny) (e-?mail|sender|message|absender|nachricht|nadawca)/iu

/** The banner that a mail server or program put above the words of the sender. */
export function isOutsideBanner(line: string) {
  const [warns = ''] = warning.exec(line) ?? []
  const warned = warns === '' ? '' : line.slice(warns.length, 200)
  if (fromOutside.test(warned) && ofThisMail.test(warned)) return true
  return outside.some((pattern) => pattern.test(line))
}
