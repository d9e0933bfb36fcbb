type Failure = { status: string[]; diagnostic: string; notice: string }

/** The address or its domain is not there: sending again can never help. One line a kind, then one a language. */
const hardWords = anyOf([
  /(user|recipient|mail ?box|address(es)?|account|addressee|local-?part|name)s?(\s+@\s+| )(is |was |were |does |has |are |no )?(unknown|not found|not exist|not? longer|longer exists|doesn'?t exist|moved|closed|deleted|not in use|been (removed|deleted(?! after)|closed|moved|terminated))/,
  /unknown (user|host|domain|recipient|e-?mail|address|local|mailbox|account|or illegal)|user_unknown|nosuchuser|recipnotfound/,
  /(?<!command )not (recognized|a known (user|recipient|address)|listed in [^\n]{0,20}(directory|address book)|in (the |our )?(directory|address book)|our customer|a (valid|registered) (mailbox|user|recipient|address))|n't a (valid|registered|known) (mailbox|user|recipient|address)/,
  /doesn't have an? [^\n]{1,60}account|non-?existent (user|recipient|mailbox|address|account|host|domain)/,
  /(recipient|@) address(es)? rejected ?: access denied|#?5\.1\.0 address rejected|mailbox unavailable|account not available/,
  /(no such|(don'?t|do not) (have|know) (an?|any|this|that)) (user|recipient|mailbox|address|person|account|domain|host|local|name)|have no (user|recipient|mailbox|account)\b|(nobody|no one) (of|by|with) (that|this) name|(is )?no longer (an? )?(customer|user|member|employee|employed)|(user|recipient|person|employee) (has )?left (the|our) /,
  /(user|recipient|mailbox|address|account|domain|alias|group|inbox|email|it)\b[^\n]{0,80}(does|do|did)(n'?t| not) exist/,
  /invalid (recipient|user|mailbox|domain name|address|addressee|local)|bad (destination|recipient)|undeliverable address/,
  /(recipient|mailbox|address|user|domain)[^\n]{0,40}(could ?n[o']t be found|was not found|not found|not known|invalid)/,
  /(cannot|can't|could not|couldn't) find (the |that |this |your |an? )?(user|recipient|mailbox|address)|is no longer valid|no (mailbox|account|user)( here| by that| with)|there is no (user|such|one)|\bwasn't found at\b/,
  /host (or domain name )?not found|(host|domain)( name)? (is )?(unknown|not found|does not exist)|domain is not reachable/,
  /un?routeable (mail )?(address|domain)|unrecogni[sz]ed (o\/r|recipient|user|address|host|domain)|illegal (host|domain|user|recipient|mailbox)\b|name or service not known|nxdomain|no (mail (exchangers?|hosts?)\b|mx)(( or|,) (a|aaaa)\b|\b)( records?)?|no smtp service\b(?! here)|[\w-]+\.[a-z]{2,} does not exist|mx records point to non/,
  /unknown address|has moved|user not local|new address|(host|domain|server|system)( [^\s]{1,80})? does not accept mail|null ?mx|it isn't in my control/,
  /recipient (no longer|verif(y|ication) failed)|user \S{1,64} is not a member of this (domain|server|system)|address no longer|delivery to this (address|recipient) is not/,
  /unbekannt|existiert nicht|nicht gefunden/,
  /inconnu|n'existe pas|(adresse|destinataire|utilisateur|boîte) [^\n]{0,60}introuvable/,
  /no existe|desconocid[oa]|no se (encontró|ha encontrado) (la|el) (dirección|destinatario|usuario)/,
  /não existe|desconhecid[oa]|não (pôde ser|foi) (possível )?encontra(d[oa]|r (o|a) (endereço|destinatári|utilizador|usuári))/,
  /sconosciut[oa]|in(esis|exis)tente|impossibile trovare l.indirizzo|indirizzo [^\n]{0,40}non (è stato )?trovato/,
  /e-?mailadres [^\n]{0,50}niet [^\n]{0,10}gevonden|onbekend(e)? (gebruiker|ontvanger|adres)|(gebruiker|ontvanger|adres) onbekend|bestaat niet/,
  /nie (można odnaleźć|znaleziono)|nebyl[aoy]? nalezen|nenalezen|nie istnieje|nieznany (użytkownik|adresat|odbiorca)|(użytkownik|adresat|odbiorca) nieznany|neexistuje|neznámý (příjemce|uživatel)/,
  /(findes|fant) ikke|ikke (fundet|funnet)|(inte|kunde inte) (att )?hitta|finns inte|finnes ikke|hittades inte|ei löydy|ei löytynyt|ukendt|okänd|ukjent|tuntematon/,
  /nem található|nem létezik|ismeretlen|nu (există|a fost găsit)|bulunamadı|kullanıcı yok|δεν (υπάρχει|βρέθηκε)/,
  /не существует|не найден|неизвестн|не існує|не знайдено|невідом/,
  /宛先不明|存在しません|見つかりません(?!が)|不存在|找不到|查无此|존재하지 않|찾을 수 없/,
])

/** The address may well be right; something else was in the way. */
const softWords =
  /quota|mailbox (is )?(full|exceeds?)|(folder|box|mailbox|inbox) (is |was )?full|over ?quota|exceed|too (large|big|many|much|fast)|storage|insufficient|disk|spam|junk|blocked|block ?list|black ?list|blacklisted|banned|reputation|polic(y|ies)|dmarc|dkim|\bspf\b|relay(ing)? (access )?(denied|not)|greylist|try again|temporar|timed? ?out|deferred|connection (refused|reset|lost)|virus|malware|content|suspend|disabled|inactive|inaktiv|not active|authenticat|access denied|not (permitted|allowed|authori[sz]ed)|rate limit|loop|hop count|resources|suspicious|prohibited|preferences|filter|sender (address|domain) |domain of sender|may not have permission|autorisé à|voll|pleine|llena|cheia|переполнен|спам/i

/**
 * A server that hears of the recipient and says no only to the words, or to the sender, has a filter in the way: an
 * unknown recipient is refused when it is named (RFC 5321 §3.3). One that says it is not sure is no surer.
 */
function isRefusedLater(words: string) {
  if (/in reply to MAIL FROM|after MAIL FROM\b|sender address is not allowed/i.test(words)) return true
  if (unsure.test(words)) return true
  // Whoever sends recipient and words at once hears of both below the second.
  const isOfWords = />>> DATA\b/.test(words) && !/^<<< (503|554[^\n]*no valid recipients)/m.test(words)
  return (
    (isOfWords || /in reply to end of DATA|after (end of data|pipelined DATA)\b/i.test(words)) &&
    !/\w does not exist/.test(words)
  )
}

/** "May not exist, or you may not post": what groups and lists say to whoever asks. */
const unsure = anyOf([
  /may not exist, or you may not|groups\.google\.com\/support/,
  /il se peut que [^\n]{0,120}n'existe pas|puede que [^\n]{0,120}no exista|(pode|talvez) [^\n]{0,120}não exist/,
  /möglicherweise [^\n]{0,120}(nicht|keine)|potrebbe non esistere|bestaat mogelijk niet|может не существовать/,
  /可能不存在|存在しないか|存在しない可能性|존재하지 않거나/,
])

/** RFC 3463: 5.1.x speaks of the address, all other subjects of the mailbox, the mail or the way. */
const hardCode = /^5\.(1\.([1236]|10)|4\.4)$/
const softCode = /^(4\.|5\.(2\.|3\.|4\.[1-35-9]|5\.|6\.|7\.|1\.[78]))/

/**
 * Tells a dead address from a passing or local trouble. The server's answer for this recipient is heard first,
 * then its status code, then the prose around it.
 */
export function isHardFailure({ status, diagnostic, notice }: Failure) {
  if (isRefusedLater(`${diagnostic}\n${notice}`)) return false
  for (const [index, words] of [diagnostic, notice].map(withoutNames).entries()) {
    if (words === '') continue
    const isHard = hardWords.test(words)
    const isSoft = softWords.test(words)
    if (isHard !== isSoft) return isHard
    if (isHard && isSoft) return hardFirst(words)
    const verdict = byCode(index === 0 ? [...status, ...codesIn(words)] : codesIn(words))
    if (verdict !== null) return verdict
  }
  return byCode(status) ?? false
}

/** Addresses and links are full of words that mean nothing here, and a relay puts the same ones before any refusal. */
function withoutNames(words: string) {
  return words
    .replace(/5\.1\.0 - Unknown address error (?=\d{3}[- ])/gi, '')
    .replace(
      /https?:\S*(spamhaus|spamcop|sorbs|barracuda|abuseat|senderscore|dnsbl|blacklist|blocklist)\S*/gi,
      ' block list ',
    )
    .replace(/https?:\S+/g, ' ')
    .replace(/<?[^\s<>"]{1,320}@[^\s<>"]{1,255}/g, ' @ ')
    .replace(/\b[a-z\d-]{1,63}(\.[a-z\d-]{1,63}){0,8}\.[a-z]{2,24}\b/g, 'host.example')
}

function hardFirst(words: string) {
  return words.search(hardWords) < words.search(softWords)
}

function codesIn(words: string) {
  return words.match(/\b[245]\.\d{1,3}\.\d{1,3}\b/g) ?? []
}

function byCode(codes: string[]): boolean | null {
  if (codes.some((code) => softCode.test(code))) return false
  return codes.some((code) => hardCode.test(code)) ? true : null
}

function anyOf(kinds: RegExp[]) {
  return new RegExp(kinds.map(({ source }) => source).join('|'), 'i')
}
