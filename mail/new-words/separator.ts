import { hasWrote } from './attribution.ts'
import { isReplyAbove } from './reply-above.ts'

const original =
  /original(meddelande|melding|-nachricht)|original\b.*(message|e-?mail|appointment|nachricht|mitteilung|bericht)|ursprünglicher termin|message\b.*original|ursprüngliche|urspr\. |originalnachricht|message d.origine|mensaje original|mensagem original|messaggio original|oorspronkelijk|oprindelig|ursprungligt|opprinnelig|alkuperäinen|oryginalna|původní|pôvodná|исходное|оригинал|пересылка|eredeti|original(ă|a)$|(ilk|asıl|önceki|gelen|orjinal) mesaj|mesaj(ul)? (original|inițial)|özgün|orijinal|原始|原邮件|原件|元のメッセージ|オリジナル|원본|αρχικό|thư gốc|thông điệp gốc|tin nhắn gốc|izvorna|izvorno|antwort.?nachricht|(reply|response) message|(message|mensaje|mensagem|messaggio) d[ei] (réponse|respuesta|resposta|risposta)|pesan asli|الرسالة الأصلية|הודעה מקורית|missatge original|^original$|^(message from|nachricht von|mensaje de|message de|messaggio da|mensagem de|wiadomość od|bericht van) .{0,80}@|originele? bericht|oorspr\. |початкове|вихідне|оригінальне|оригинално|oorspronklike|izvirno|ต้นฉบับ|پیام اصلی|mensaxe orixinal/i
const forwarded =
  /forward(ed)? message|forwarded (by|message)|forwarded mail|weitergeleitete|transféré|transmis|reenviado|encaminhada|reencaminhada|inoltrato|doorgestuurd|videresendt|vidarebefordrat|välitetty|przekazana|přeposlaná|preposlaná|пересылаемое|пересланное|továbbított|redirecționat|iletilen|iletilmiş|转发|轉寄|転送|전달된|προωθημένο|προώθηση|chuyển tiếp|proslijeđena|diteruskan|перенаправлен|edasisaadetud|переслане|yönlendirilmiş|معاد توجيه|مُعاد توجيه|שהועברה|reexpédié|reenviada/i

/** ">>> Marta Reis 03/02/26 10:12 >>>" */
const groupWise = /^>>> ?[^>\s][^>]{0,80}(<[^<>\s]{3,80}>)?[^<>]{0,20}\d[^<>]{0,20}>>>\s*$/

/** "Marta Reis ---02/03/2026 10:12:00 AM---The words that begin the earlier mail": Notes. */
const notes = /^[^-\s][^-]{1,80} ?---\d{1,4}[./-]\d{1,2}[./-]\d{1,4} \d{1,2}:\d\d(:\d\d)?( [AP]M)?---/

/** Whether the line is what GroupWise puts above a mail that it copies without marks. */
export function isGroupWise(line: string) {
  return line.length < 160 && groupWise.test(line)
}

/** "Message du 03/02/26 10:12": what Orange puts above the header of the mail that it copies. */
const messageOf = /^\s*(message (du|of)|messaggio del|mensaje del|mensagem de|nachricht vom) \d/i

/** Whether the line is a heading like "Original Message", as phones write it without dashes. */
export function namesOriginal(line: string) {
  return line.length < 50 && ((!/[.!?,:]/.test(line) && original.test(line)) || messageOf.test(line))
}

/** Whether the line is words between dashes: right above the header of an earlier mail they belong to it, whatever they say. */
export function isDashedHeading(line: string) {
  return line.length <= 160 && headingIn(line) !== undefined
}

function headingIn(line: string) {
  return /^[\s>*]*[-_=‐–—]{2,}\s*(\S.*?)\s*[-_=‐–—]{2,}[\s*]*$/.exec(line)?.[1]
}

/** A line between dashes that starts an earlier mail: quoted in an answer, or passed on. */
export function separatorKind(line: string): 'original' | 'forwarded' | null {
  if (line.length > 160) return null
  if (isReplyAbove(line) || isGroupWise(line) || notes.test(line)) return 'original'
  const dashed =
    headingIn(line) ??
    /^\s*\*{3,}\s*([^\s*][^*]*)\*{3,}\s*$/.exec(line)?.[1] ??
    /^-{3,} ?([^\s-][^-]{3,40}?) ?-{3,} +[^\s:]{1,12}:/.exec(line)?.[1]
  if (dashed === undefined)
    return /^[\s*]*(begin (forwarded message|doorgestuurd bericht)|début du message (ré-?expédié|transféré)|anfang der weitergeleiteten nachricht|inicio del mensaje reenviado|início da mensagem (re)?encaminhada|inizio messaggio inoltrato|początek przekazywanej wiadomości|vidarebefordrat brev|videresendt (besked|melding)|начало (переадресованного|пересылаемого) сообщения|开始转发的(邮件|郵件)|開始轉寄(的)?郵件|下記は、?転送されたメッセージです|전달된 메시지 시작|[iİ]letilen ileti başlangıcı|välitetty viesti alkaa|započatá přeposílaná zpráva|továbbított üzenet kezdete)\s*[:：]/i.test(
      line,
    )
      ? 'forwarded'
      : null
  if (forwarded.test(dashed)) return 'forwarded'
  return original.test(dashed) || hasWrote(dashed) ? 'original' : null
}
