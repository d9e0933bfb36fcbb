/** How help desks say "above this line", in the languages they write to their customers in. */
const aboveLine =
  /above this line|(not|don.t) (write|type|reply|respond|edit|change|modify) (anything )?below this line|(oberhalb|über) dieser (zeile|linie)|au-dessus de cette ligne|(por )?encima de esta línea|acima desta linha|sopra (di )?questa (riga|linea)|boven deze (regel|lijn)|ovanför (denna|den här) (rad|linje)|over denne (linje|linjen|linien|strek)|tämän (rivin|viivan) yläpuolel|powyżej te(j|go) (linii|wiersza)|nad t(outo čáru|ento řádek|ímto řádkem)|выше этой (строки|линии|черты)|вище (цієї лінії|цього рядка)|e (sor|vonal) fölé|deasupra acestei linii|bu satırın üst|πάνω από αυτή(ν)? τη(ν)? γραμμή|מעל (ל)?שורה זו|(فوق|أعلى) هذا السطر|この(行|線)(より|の)?上|이 (줄|선) 위|此(行|线|線)(之|以)?上/i
const answers =
  /\b(reply|replies|respond|write|type|answer|response)\b|antwort|répon|réponse|répond|respuest|respond|respost|rispo|antwoord|reactie|svar|vasta|odpow|odpov|ответ|отвеч|відпов|válasz|răspun|yanıt|απάντ|תגוב|השב|رد|返信|답장|回复|回覆|答复/i

/** The line that a help desk puts on top of its mails: all below it is its own. No sentence, so short. */
export function isReplyAbove(line: string) {
  const found = line.length < 120 ? aboveLine.exec(line) : null
  if (found === null) return false
  const rest = line.slice(found.index + found[0].length)
  const isDecorated = /^\s*([#=*—–-]{2}|[#=*—–[(]+ ?\S)/.test(line)
  return isDecorated || (answers.test(line) && !/[\p{L}\d]{3}.*[\p{L}\d]{3}.*[\p{L}\d]{3}.*[\p{L}\d]{3}/u.test(rest))
}
