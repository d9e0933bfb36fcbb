/** How mail programs begin the subject of an absence note, one line a language. */
const starts = [
  'auto[- ]?reply|auto[- ]response|auto: |automat(ic|ed) (reply|response)|out[- ]of[- ](the[- ])?office|ooo:|away from (my|the)|on (vacation|leave)|i(.m| am) (away|on (vacation|leave|holiday)|out of)|vacation (reply|response|message|notice)|auto ?reply|autoresponder|holiday (reply|message|notice)|absence notice|annual leave|on annual leave|away until|\\[?auto[- ]?(reply|response)\\]?',
  'automatische antwort(?!en)|abwesenheit|abwesend|bin (nicht im haus|im urlaub)|urlaubs(benachrichtigung|notiz|meldung)|automatische (rück)?meldung|ich bin abwesend|außer haus|(ich bin )?nicht im büro',
  'automatisch antwoord|automatische beantwoording|(ik ben )?afwezig|niet aanwezig',
  'réponse automatique|absence ?:|absence du bureau|message d.absence|absent du bureau|message automatique|(je suis )?en congé|réponse d.absence',
  'respuesta automática|fuera de la oficina|ausente|ausencia temporal|resposta automàtica',
  'resposta automática|fora do escritório|ausência|resposta de ausência|risposta automatica|risposta non al computer|fuori (sede|ufficio)|assente',
  'autosvar|automatiskt svar|automatisk svar|automatisk besked|automatvar|automatisk fraværs|fraværsmelding|frånvaro|fravær|ikke på kontoret|automaattinen vastaus|poissa|ei ole paikalla|olen poissa|automaatvastus',
  'automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|nieobecność|poza biurem|automatická odpověď|automatická odpoveď|(jsem )?mimo kancelář|nejsem v kanceláři',
  'automatikus válasz|házon kívül|răspuns automat|otomatik yanıt|ofis dışında|αυτόματη απάντηση|εκτός γραφείου',
  'автоответ|автовідповідь|автоматический ответ|автоматична відповідь|отсутствую|вне офиса|автоматичен отговор|automatski odgovor|samodejni odgovor',
  'automatinis atsakymas|automātiska atbilde|自动回复|自动答复|自動回覆|自動返信|自動応答|不在|자동 회신|부재중|trả lời tự động|balasan otomatis|ตอบกลับอัตโนมัติ|رد تلقائي|מענה אוטומטי|תשובה אוטומטית',
]

const beginning = new RegExp(`^[^\\p{L}]{0,3}(${starts.join('|')})`, 'iu')

/** Whether a subject starts like an absence note. A hint only: an answer to such a note starts with "Re:". */
export function isOutOfOfficeSubject(subject: string) {
  return beginning.test(subject.trim())
}
