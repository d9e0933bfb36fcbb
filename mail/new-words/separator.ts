import { hasWrote } from './attribution.ts'

const original =
  /original(meddelande|melding|-nachricht)|original\b.*(message|e-?mail)|message\b.*original|ursprüngliche|urspr\. |originalnachricht|message d.origine|mensaje original|mensagem original|messaggio original|oorspronkelijk|oprindelig|ursprungligt|opprinnelig|alkuperäinen|oryginalna|původní|pôvodná|исходное|оригинал|пересылка|eredeti|original(ă|a)$|mesaj|özgün|orijinal|原始|原邮件|原件|元のメッセージ|オリジナル|원본|αρχικό|thư gốc|izvorna|izvorno|antwort|reply message|pesan asli|الرسالة الأصلية|הודעה מקורית|missatge original|^original$|originele? bericht|oorspr\. |початкове|вихідне|izvirno|ต้นฉบับ|پیام اصلی|mensaxe orixinal/i
const forwarded =
  /forward(ed)? message|forwarded (by|message)|forwarded mail|weitergeleitete|transféré|transmis|reenviado|encaminhada|reencaminhada|inoltrato|doorgestuurd|videresendt|vidarebefordrat|välitetty|przekazana|přeposlaná|preposlaná|пересылаемое|пересланное|továbbított|redirecționat|iletilen|iletilmiş|转发|轉寄|転送|전달된|προωθημένο|προώθηση|chuyển tiếp|proslijeđena|diteruskan|перенаправлен|edasisaadetud|переслане|yönlendirilmiş|معاد توجيه|مُعاد توجيه|שהועברה|reexpédié|reenviada/i

/** A line between dashes that starts an earlier mail: quoted in an answer, or passed on. */
export function separatorKind(line: string): 'original' | 'forwarded' | null {
  if (line.length > 160) return null
  if (
    /\b(reply|respond|write|answer)\b.{0,20} above this line|oberhalb dieser (zeile|linie)|au-dessus de cette ligne|acima desta linha/i.test(
      line,
    )
  )
    return 'original'
  const dashed = /^[\s>*]*[-_=‐–—]{2,}\s*(\S.*?)\s*[-_=‐–—]{2,}[\s*]*$/.exec(line)?.[1]
  if (dashed === undefined)
    return /^[\s*]*(begin (forwarded message|doorgestuurd bericht)|début du message (ré-?expédié|transféré)|anfang der weitergeleiteten nachricht|inicio del mensaje reenviado|início da mensagem (re)?encaminhada|inizio messaggio inoltrato|początek przekazywanej wiadomości|vidarebefordrat brev|videresendt (besked|melding)|начало (переадресованного|пересылаемого) сообщения|开始转发的(邮件|郵件)|開始轉寄(的)?郵件|下記は、?転送されたメッセージです|전달된 메시지 시작|[iİ]letilen ileti başlangıcı|välitetty viesti alkaa|započatá přeposílaná zpráva|továbbított üzenet kezdete)\s*[:：]/i.test(
      line,
    )
      ? 'forwarded'
      : null
  if (forwarded.test(dashed)) return 'forwarded'
  return original.test(dashed) || hasWrote(dashed) ? 'original' : null
}
