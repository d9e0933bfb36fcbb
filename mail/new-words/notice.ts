import { type LineKind, lineAt, type MailLine } from './mail-line.ts'

// What companies let their mail programs put below every letter. None of it is written by whoever sends it.
const ofThisMail =
  /confidential(ity)? (notice|note|statement)|disclaimer|aviso (de confidencialidad|legal)|(this|the|any|our) ([\p{L}-]+ ){0,2}(e-?mail|message|mail|communication|transmission)|information (contained|transmitted|in this)|dieser? ([\p{L}-]+ ){0,2}(e-?mail|mail|nachricht)|(ce|cet|le présent|le contenu de ce) (e-?mail|courriel|message|mél)|(est[ea]|el presente|la presente|a presente) ([\p{L}-]+ ){0,2}(e-?mail|correo|mensaje|mensagem|comunicación|comunicação)|(quest[oa]|il presente|la presente|presente) ([\p{L}-]+ ){0,2}(e-?mail|messaggio|comunicazione)|(dit|deze) ([\p{L}-]+ ){0,2}(e-?mail|bericht|mail)|(ta|niniejsza|treść tej) (wiadomość|korespondencja|wiadomości)|(tato|táto|tento) (zpráva|správa|e-?mail)|(denne|dette|detta) ([\p{L}-]+ ){0,2}(e-?(mail|post)|mail|besked|melding|meddelande|mejl)|tämä (viesti|sähköposti)|(ez az|jelen) (e-?mail|üzenet)|acest (e-?mail|mesaj)|αυτό το (μήνυμα|e-?mail)|(это|данное|настоящее) (сообщение|письмо|электронное)|(це|цей) (повідомлення|лист)|bu (e-?posta|mesaj|ileti)|本(邮件|郵件|メール)|이 (메일|이메일|메시지)|(هذه|هذا) (الرسالة|البريد)|(הודעה|דוא"ל) ז/iu
const secret =
  /confiden[tc]|privileged|vertraulich|geheim|riservat|vertrouwelijk|poufn|důvěrn|dôvern|fortrolig|konfiden|sekretess|luottamuksell|bizalmas|εμπιστευτικ|конфиденц|конфіденц|поверител|gizli|povjerljiv|zaupn|سري|חסוי|סודי|机密|機密|保密|기밀/iu
const forOthers =
  /intended|addressee|in error|disclosure|recipient|adressat|empfänger|bestimmt|irrtümlich|destinat|à l.attention|par erreur|por error|por engano|por erro|per errore|persone|geadresseerde|bestemd|adresat|příjemc|mottagar|mottaker|modtager|vastaanottaj|címzett|παραλήπτ|адресат|получател|одержувач|alıcı|primatelj|naslovnik|المرسل إليه|نמען|הנמען|收件人|受信者|수신/iu
const print =
  /print|druck|imprim|stampa|afdruk|wydruk|tisk|tlač|skriver? ut|udskriv|tulost|nyomtat|печат|распечат|друкува|yazdır|εκτυπ/iu
/** Not every environment is that of trees: what is asked for is to think of it. */
const earth =
  /(consider|think (of|about)|respect|protect|mind|save) (\p{L}+ ){0,2}(environment|planet|trees?|paper)|before you print|umwelt|pense[zr]? à l.environnement|(pens[ae]|piense|respet[ae]|respeite|cuid[ae])\p{L}* (\p{L}+ ){0,3}(medio ?ambiente|meio ambiente|ambiente|natureza)|(rispett|pens)\p{L}+ (\p{L}+ ){0,2}(all.|l.)ambiente|(denk|milieu).{1,40}(milieu|print|afdruk)|środowisk|životní|(tänk|tenk|tænk) på miljö?ø?|ympäristö|környezet|gândi.{0,20}mediu|окружающей|о природе|довкілля|doğayı|çevreyi|περιβάλλον/iu

/** How one leaves a list, as its program says it below every letter. */
const leaving =
  /^\W*(you (are receiving|received) this (e-?mail|message) because|to unsubscribe|unsubscribe( here)?: |um sich (von dieser liste )?abzumelden|pour vous désabonner|para (cancelar|anular) (su|a|la) (suscripción|subscrição)|per annullare l.iscrizione|om je af te melden)(?!\p{L})/iu

const limits = { notice: [80, 3000], print: 250, paragraphs: 6, lines: 40 } as const

/** Marks the notices that stand at the end of new words, above `end` and above each quote. They count for no signature. */
export function markNotices(kinds: LineKind[], lines: MailLine[], end: number) {
  let paragraphs = 0
  let last = end
  for (let at = end - 1; at >= 0; at--) {
    if (kinds[at] === 'quote' || kinds[at] === 'attribution') {
      paragraphs = 0
      last = at
    }
    if (kinds[at] !== 'text' || paragraphs > limits.paragraphs) continue
    const from = paragraphStart(kinds, at)
    const paragraph = Array.from({ length: at + 1 - from }, (_, step) => lineAt(lines, from + step).text).join(' ')
    paragraphs = isRule(paragraph) || isKin(paragraph) ? paragraphs + 1 : limits.paragraphs + 1
    if (isNotice(paragraph)) {
      for (let below = from; below < last; below++) if (kinds[below] === 'text') kinds[below] = 'signature'
      last = from
    }
    at = from
  }
}

function paragraphStart(kinds: LineKind[], at: number) {
  let from = at
  while (kinds[from - 1] === 'text' && at - from < limits.lines) from--
  return from
}

function isRule(paragraph: string) {
  return /^[-–—_*=~#+\s]*$/.test(paragraph)
}

/** What may stand beside a notice: a notice of more than one paragraph says only in one of them what it is. */
function isKin(paragraph: string) {
  const signs = [ofThisMail, secret, forOthers].filter((sign) => sign.test(paragraph))
  return signs.length >= 2 || isNotice(paragraph)
}

/** Whether a paragraph is the notice of a company that a mail is confidential, or that it should not be printed. */
function isNotice(paragraph: string) {
  const { length } = paragraph
  if (length < limits.print && print.test(paragraph) && earth.test(paragraph)) return true
  if (length < limits.print * 2 && leaving.test(paragraph)) return true
  if (length < limits.notice[0] || length > limits.notice[1]) return false
  return ofThisMail.test(paragraph.slice(0, 250)) && secret.test(paragraph) && forOthers.test(paragraph)
}
