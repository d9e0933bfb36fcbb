/** How mail programs begin the subject of an absence note, one line a language. */
const starts = [
  'auto[- ]?reply|auto[- ]response|auto: |automat(ic|ed) (reply|response)|out[- ]of[- ](the[- ])?office|ooo:|away from (my|the)|on (vacation|leave)|i am away|vacation (reply|response|message|notice)',
  'automatische antwort|abwesenheit|abwesend|ich bin abwesend|außer haus|nicht im büro',
  'automatisch antwoord|automatische beantwoording|afwezig|niet aanwezig',
  'réponse automatique|absence ?:|absence du bureau|message d.absence|absent du bureau|message automatique|en congé',
  'respuesta automática|fuera de la oficina|ausente|resposta automàtica',
  'resposta automática|fora do escritório|ausência|risposta automatica|fuori (sede|ufficio)|assente',
  'autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|ikke på kontoret|automaattinen vastaus|poissa|automaatvastus',
  'automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|nieobecność|poza biurem|automatická odpověď|automatická odpoveď|mimo kancelář',
  'automatikus válasz|házon kívül|răspuns automat|otomatik yanıt|ofis dışında|αυτόματη απάντηση|εκτός γραφείου',
  'автоответ|автоматический ответ|автоматична відповідь|отсутствую|вне офиса|автоматичен отговор|automatski odgovor|samodejni odgovor',
  'automatinis atsakymas|automātiska atbilde|自动回复|自動回覆|自動返信|自動応答|不在|자동 회신|부재중|trả lời tự động|balasan otomatis|ตอบกลับอัตโนมัติ|رد تلقائي|מענה אוטומטי|תשובה אוטומטית',
]

const beginning = new RegExp(`^[^\\p{L}]{0,3}(${starts.join('|')})`, 'iu')

/** Whether a subject starts like an absence note. A hint only: an answer to such a note starts with "Re:". */
export function isOutOfOfficeSubject(subject: string) {
  return beginning.test(subject.trim())
}
