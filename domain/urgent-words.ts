/** Words with which people tell, in either language, that business is stopped; accents and capitals aside. */
const signs = [
  /\b(site|website|shop|store|loja|pagina|portal|servidor|server|checkout|app)\b.{0,40}\b(is |esta |are )?(down|offline|em baixo|parad[oa]|fora do ar|unreachable|inacessivel|nao abre|nao responde)\b/,
  /\b(down|offline|fora do ar)\b.{0,20}\b(since|desde|again|outra vez)\b/,
  /\b(nobody|no one|ninguem|customers|clientes)\b.{0,40}\b(can ?not|can't|can|consegue[m]?|pay|pagar|order|encomendar|buy|comprar|log ?in|entrar)\b/,
  /\b(checkout|payments?|pagamentos?)\b.{0,60}\b(fail|fails|failing|broken|error|erro|down|falha|falham|nao funciona|nao funcionam|does not work|not working)\b/,
  /\b(500|502|503|504)\b/,
  /\b(urgent|urgente|asap|losing orders|perder encomendas)\b/,
]

/** Whether words sound as if business were stopped. It only asks; nobody is made urgent by their words (R004). */
export function soundsUrgent(text: string): boolean {
  const plain = text.slice(0, 5_000).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ')
  return signs.some((sign) => sign.test(plain))
}
