/** How help desks say "above this line", in the languages they write to their customers in. */
const aboveLine =
  /above this line|(not|don.t) (write|type|reply|respond|edit|change|modify) (anything )?below this line|(oberhalb|über) dieser (zeile|linie)|au-dessus de cette ligne|(por )?encima de esta línea|acima desta linha|sopra (di )?questa (riga|linea)|boven deze (regel|lijn)|ovanför (denna|den här) (rad|linje)|over denne (linje|linjen|linien|strek)|tämän (rivin|viivan) yläpuolel|powyżej te(j|go) (linii|wiersza)|nad t(outo čáru|ento řádek|ímto řádkem)|выше этой (строки|линии|черты)|вище (цієї лінії|цього рядка)|e (sor|vonal) fölé|deasupra acestei linii|bu satırın üst|πάνω από αυτή(ν)? τη(ν)? γραμμή|מעל (ל)?שורה זו|(فوق|أعلى) هذا السطر|この(行|線)(より|の)?上|이 (줄|선) 위|此(行|线|線)(之|以)?上/i
const answers =
  /\b(reply|replies|respond|answer|response|comment|(write|type)( anything)? (above|below))\b|antwort|répon|réponse|répond|respuest|respond|respost|rispo|antwoord|reactie|svar|vasta|odpow|odpov|ответ|отвеч|відпов|válasz|răspun|yanıt|απάντ|תגוב|השב|رد|返信|답장|回复|回覆|答复/i

/** What the line is for may follow, and nothing else: "above this line is no price" is a sentence. */
const purpose = /^\W*(to|in order|so|when|um|pour|afin|para|per|om|for|för|at|aby|чтобы|щоб|hogy)(?!\p{L})/iu
/** "Reply above. Do not remove this line." */
const replyAbove =
  /^\W*(please )?(reply|respond|answer|write|type)( (your|a) (reply|response|answer|comment))? above\W/i

/** The line that a help desk puts on top of its mails: all below it is its own. No sentence, so short. */
export function isReplyAbove(line: string) {
  if (line.length >= 120) return false
  const isFramed = /^\s*[#=*—–[(-].*[#=*—–\])-]\s*$/.test(line)
  if (isFramed && replyAbove.test(line)) return true
  const found = aboveLine.exec(line)
  if (found === null) return false
  const rest = line.slice(found.index + found[0].length)
  if (isFramed || /^\s*[#=*—–-]{2}/.test(line)) return true
  return answers.test(line) && (!/[\p{L}\d]/u.test(rest) || purpose.test(rest) || answers.test(rest))
}
