/** How mail programs begin the subject of a receipt in plain words, one line a language. */
const starts = [
  '(not )?read|(return|read) receipt( \\(displayed\\))?',
  '(un)?gelesen|lesebestätigung',
  '(non )?lue?|accusé de (lecture|réception)',
  '(no )?leído|confirmación de lectura',
  '(não )?lida|recibo de leitura',
  'letto|conferma di lettura|gelezen|leesbevestiging',
  '(u|o)?läst|(u)?læst|lest|luettu|przeczytan[eoa]|прочитано|přečteno|okundu|开封|開封済み|已读|已讀|읽음',
]

/** What they say then. */
const sayings = [
  'was (read|displayed|opened|deleted without being read)|(is|this is) (a |an )?(return|read) receipt|this is a receipt for',
  'wurde[^\\n]{0,80}(gelesen|angezeigt|gelöscht)|(ist|dies ist) eine (empfangs|lese)bestätigung',
  'a été (lu|ouvert|affiché|supprimé)e?|accusé de (lecture|réception)',
  '(fue|ha sido|se ha) (leído|mostrado|abierto)|foi (lida|aberta|exibida)|è stato (letto|visualizzato)|(is|werd) (op [^\\n]{0,40} )?(gelezen|geopend)',
  '(lästes|har lästs|blev læst|ble lest|on luettu|została? przeczytan[ya]|было прочитано|byla přečtena|okundu)|に開封|已(被)?(阅读|读取)|읽었',
]

const subjectStart = new RegExp(`^\\s*(${starts.join('|')})\\s{0,2}[:：-]`, 'iu')
const saying = new RegExp(sayings.join('|'), 'iu')

/** Whether a mail says in plain words what a receipt of RFC 8098 says in fields: that a mail of ours was read. A hint only. */
export function isReceiptText(subject: string, words: string): boolean {
  return words.length < 1_000 && subjectStart.test(subject) && saying.test(words) && !/[?？]/.test(words)
}
