type Failure = { status: string[]; diagnostic: string; notice: string }

/** The address or its domain is not there: sending again can never help. */
const hardWords =
  /(user|recipient|mailbox|address|account|addressee|local-?part|name)s? (is |was |does |has |are )?(unknown|not found|not exist|not? longer|doesn'?t exist|moved|been (removed|deleted|closed))|unknown (user|recipient|e-?mail|address|local|mailbox|account|or illegal)|not recognized|doesn't have an? [^\n]{1,60}account|domain is not reachable|(recipient|@) address rejected: access denied|mailbox unavailable|[\w-]+\.[a-z]{2,} does not exist|no such (user|recipient|mailbox|address|person|account|domain|host|local|name)|(user|recipient|mailbox|address|account|domain|alias|group|inbox|email|it)\b[^\n]{0,80}(does|do|did)(n'?t| not) exist|not a valid (mailbox|user|recipient|address)|invalid (recipient|user|mailbox|address|addressee|local)|(recipient|mailbox|address|user)[^\n]{0,30}(could ?n[o']t be found|was not found|not found|not known|invalid)|no (mailbox|account|user)( here| by that| with)|there is no (user|such|one)|host (or domain name )?not found|(host|domain)( name)? (is )?(unknown|not found|does not exist)|unrouteable address|name or service not known|nxdomain|no such domain|bad (destination|recipient)|undeliverable address|unknown address|not listed in [^\n]{0,20}(directory|address book)|recipnotfound|nosuchuser|user_unknown|not our customer|has moved|new address|does not accept mail|null ?mx|recipient no longer|address no longer|delivery to this (address|recipient) is not|unbekannt|existiert nicht|nicht gefunden|inconnu|n'existe pas|no existe|não existe|desconhecido|sconosciuto|inesistente|не существует|не найден|неизвестн|宛先不明|存在しません/i

/** The address may well be right; something else was in the way. */
const softWords =
  /quota|mailbox (is )?(full|exceeds?)|(folder|box|mailbox|inbox) (is |was )?full|over ?quota|exceed|too (large|big|many|much|fast)|storage|insufficient|disk|spam|junk|blocked|block ?list|black ?list|blacklisted|banned|reputation|polic(y|ies)|dmarc|dkim|\bspf\b|relay(ing)? (access )?(denied|not)|greylist|try again|temporar|timed? ?out|deferred|connection (refused|reset|lost)|virus|malware|content|suspend|disabled|inactive|inaktiv|not active|authenticat|access denied|not (permitted|allowed|authori[sz]ed)|rate limit|loop|hop count|resources|suspicious|prohibited|preferences|filter|sender (address|domain) |domain of sender|may not have permission|autorisé à|voll|pleine|llena|cheia|переполнен|спам/i

/**
 * A server that hears of the recipient and says no only to the words, or to the sender, has a filter in the way: an
 * unknown recipient is refused when it is named (RFC 5321 §3.3). One that says it is not sure is no surer.
 */
function isRefusedLater(words: string) {
  if (/in reply to MAIL FROM|after MAIL FROM\b/i.test(words)) return true
  if (unsure.test(words)) return true
  // Whoever sends recipient and words at once hears of both below the second.
  const isOfWords = />>> DATA\b/.test(words) && !/^<<< 503/m.test(words)
  return (
    (isOfWords || /in reply to end of DATA|after (end of data|pipelined DATA)\b/i.test(words)) &&
    !/\w does not exist/.test(words)
  )
}

const unsure =
  /may not exist, or you may not|il se peut que [^\n]{0,120}n'existe pas|puede que [^\n]{0,120}no exista|möglicherweise [^\n]{0,120}(nicht|keine)|(pode|talvez) [^\n]{0,120}não exist/i

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

/** Addresses and links are full of words that mean nothing here. */
function withoutNames(words: string) {
  return words
    .replace(
      /https?:\S*(spamhaus|spamcop|sorbs|barracuda|abuseat|senderscore|dnsbl|blacklist|blocklist)\S*/gi,
      ' block list ',
    )
    .replace(/https?:\S+/g, ' ')
    .replace(/<?[^\s<>"]+@[^\s<>"]+/g, ' @ ')
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
