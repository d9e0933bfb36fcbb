/** How mail programs begin the subject of an absence note, one line a language. */
const starts = [
  'auto[- ]?reply|auto[- ]response|auto(?=: )|automat(ic|ed) (reply|response)|out[- ]of[- ](the[- ])?office|ooo\\b|away from (my |the )?(e-?mail|mail|office|desk|computer)|on (vacation|leave)|yahoo! auto response|i(.m| am|.ll be| will be) (currently )?(away|on (vacation|leave|holiday)|out (of (the |my )?office|until))|(vacation|away)(?= ?:)|vacation (reply|response|message|notice)|auto ?reply|autoresponder|holiday (reply|message|notice)|absence notice|annual leave|(i.m |i am )?on annual leave|away until|(currently |now )?out of office|\\[?auto[- ]?(reply|response)\\]?',
  'auto-?antwort\\b|automatische (nachricht|e-?mail)\\b|(ich bin |bin )?(derzeit |zurzeit |aktuell )?(im urlaub|nicht am platz|außerhalb des büros)|abwesend|automatische antwort(?!en)|automatische abwesenheit|abwesenheit|abwesend|(bin )?(nicht im haus|im urlaub)|urlaubs(benachrichtigung|notiz|meldung)|urlaub(?= bis \\d)|automatische (rück)?(meldung|antwort)(?!en)|ich bin abwesend|außer haus|(ich bin )?nicht im büro',
  'automatisch(e)? (antwoord|bericht|e-?mail)|afwezigheids|buiten kantoor|(ik ben )?(met|op) vakantie|automatisch antwoord|automatische beantwoording|(ik ben )?afwezig|niet aanwezig',
  'réponse auto(matisée)?\\b|(je suis )(absent|en vacances|hors du bureau)|en vacances|absente?(?= ?:|$)|avis d.absence|réponse automatique|absence(?= ?:)|absence du bureau|message d.absence|absent(e|\\(e\\))? du bureau|message automatique( d.absence)?|(je suis )?en congé|réponse d.absence',
  'mensaje automático|(estoy )?(de vacaciones|fuera de (la )?oficina)|aviso de ausencia|autorrespuesta|respuesta automática|fuera de (la )?oficina|ausente( de la oficina)?|ausencia temporal|resposta automàtica',
  'mensagem automática|resposta automática de ausência|(estou )?(de férias|ausente)|fora do gabinete|aviso de ausência|messaggio automatico|(sono )?(in ferie|assente)|avviso di assenza|resposta automática|(estou )?fora do escritório|férias(?= até| de \\d)|ausência|resposta de ausência|risposta automatica|risposta non al computer|fuori (sede|ufficio)|assente',
  'automatiskt meddelande|automatisk melding|frånvarande|(jag är )?på semester|ej på kontoret|inte på kontoret|(jeg er )?(på ferie|ikke til stede|fraværende)|automaattivastaus|(olen )?lomalla|poissaolo|autosvar|automatiskt svar|automatisk svar|automatisk (besked|besvarelse)|automatvar|automatisk fraværs|fraværsmelding|frånvaro|fravær|ikke på kontoret|automaattinen vastaus|poissa|ei ole paikalla|olen poissa|automaatvastus',
  'automatyczna wiadomość|(jestem )?na urlopie|autoresponder|automatická zpráva|(jsem )?na dovolené|dovolená(?= ?:)|nepřítomnost|som mimo kancelárie|automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|nieobecność( w (biurze|pracy))?|urlop(?= ?:| (do|od) \\d)|poza biurem|automatická odpověď|automatická odpoveď|(jsem )?mimo kancelář|nejsem v kanceláři',
  'automatikus üzenet|szabadságon( vagyok)?|irodán kívül|mesaj automat|(sunt )?în (concediu|afara biroului)|otomatik (cevap|mesaj)|(yıllık )?[iİ]zindeyim|αυτόματο μήνυμα|απουσ[ιί]|αυτόματη ειδοποίηση|automatikus válasz|házon kívül|răspuns automat|otomatik yanıt|ofis dışında|αυτόματη απάντηση|εκτός γραφείου',
  'автоматическое (уведомление|сообщение)|(я )?(в отпуске|не в офисе)|нет (на месте|в офисе)|автоматичне повідомлення|(я )?(у відпустці|поза офісом)|відсутн|автоответ|автовідповідь|автоматический ответ|автоматична відповідь|отсутствую|вне офиса|автоматичен отговор|automatski odgovor|na godišnjem odmoru|samodejni odgovor|(аутоматски|автоматски) одговор',
  'sjálfvirkt svar|përgjigje automatike|avtomatik cavab|balasan automatik|erantzun automatikoa|پاسخ خودکار|स्वचालित (उत्तर|जवाब)|رد آلي|خارج المكتب|(אני )?מחוץ למשרד|הודעת היעדרות|(אני )?בחופשה|外出|不在(办公室|辦公室)|休假(自动|自動|通知)|自動回復|自動送信|休暇(中|のお知らせ)|자동 ?(회신|응답)|휴가 ?중|부재 ?중|automatinis atsakymas|automātisk[aā] atbilde|自动回复|自动答复|自動回覆|自動返信|自動応答|不在|자동 회신|부재중|trả lời tự động|balasan otomatis|(การ)?ตอบกลับอัตโนมัติ|رد تلقائي|מענה אוטומטי|(תשובה|תגובה) אוטומטית',
]

const beginning = new RegExp(`^[^\\p{L}]{0,3}(${starts.join('|')})\\p{Ll}{0,30}`, 'iu')
/** How a program names who is away, one line a language. */
const areAway = [
  'is (currently |now )?(out of (the )?office|on (annual leave|vacation|leave|holiday)|away)',
  'ist (derzeit |zurzeit |momentan )?(außer (dem )?[Hh]aus|abwesend|nicht im ([Bb]üro|[Hh]aus)|im [Uu]rlaub)',
  'est (actuellement )?(absente?|en congés?|en vacances|hors du bureau)',
  'está (actualmente |atualmente )?(ausente|fuera de la oficina|de vacaciones|de férias|fora do escritório)',
  'è (attualmente )?(assente|fuori (ufficio|sede)|in ferie)',
  'is (momenteel )?(afwezig|niet op kantoor|met vakantie)',
  'är (inte på kontoret|frånvarande|på semester)|er (ikke (på kontoret|til stede)|fraværende|på ferie)|on (poissa|lomalla)',
  'jest (nieobecn[ya]|poza biurem|na urlopie)',
]
const named = new RegExp(
  `^\\p{Lu}[\\p{L}.'’ -]{1,60} (${areAway.join('|')})(\\.|$| \\(| until| from| till| bis| jusqu| hasta| até| fino| tot)`,
  'u',
)

/** Words that say from whom, why and until when, one line a language. */
const tails = [
  'until|till?|from|to|on|this|next|with|for|due|re|fwd?|reply|auto-?reply|message|notice|notification|response|today|tomorrow',
  'aw|bis|von|vom|ab|am|auf|wegen|mit',
  'jusqu|du \\d|à partir|de (?=\\p{Lu}|\\d)',
  'hasta|desde|tempor\\p{L}+',
  'até|fino|dal|da (?=\\p{Lu})',
  'van|tot|t\\.?o\\.?m|fra|från',
  'od|do|до|с|по|в офисе|από',
]

/** What may follow: nothing, a mark, a name, a number or a tail; scripts without capitals go on at once, but for a "not". */
const continued = new RegExp(
  [
    '^[^\\p{L}]*$',
    '^\\s*[^\\p{L}\\s]',
    '^\\s+\\p{Lu}',
    '^\\s*(?=\\p{Lo})(?![^:：]{0,20}[がを不没無无않])',
    `^\\s+(${tails.join('|')})((?<= )|(?!\\p{L}))`,
  ].join('|'),
  'u',
)

/**
 * Whether a subject starts like an absence note and does not go on like a sentence: "Automatic reply does not work" is a
 * person's. A hint only; an answer to such a note starts with "Re:".
 */
export function isOutOfOfficeSubject(subject: string) {
  const start = beginning.exec(subject.trim())
  if (start === null) return named.test(subject.trim())
  return continued.test(subject.trim().slice(start[0].length))
}
