import { failedWords, greeting, serverWords } from './bounce-words.ts'

/** What a mail server says in prose: its own words without the returned mail, and whom it could not reach. */
export type BounceText = {
  notice: string
  recipients: string[]
  /** Lines begin with an address, as in a list of those who were not reached. */
  lists: boolean
  /** Its first line is for people. */
  greets: boolean
  /** It asks, or tells what the writer did: a person shows what came back. */
  isPersons: boolean
  saysFailed: boolean
  /** A report that all went well. */
  saysArrived: boolean
  /** A server's reply code stands in it. */
  namesReason: boolean
  /** Nobody but a server writes so. */
  isServerProse: boolean
  /** Such words, or an address and a code beside it, which a person may quote as well. */
  soundsLikeServer: boolean
}

const copyStarts =
  /^[\s*#=_>-]*(below (this line )?is a copy|(here is|this is|included is) a copy|a copy of (your|the) (original )?message|(the )?(unsent|original|returned|undelivered|non-delivered) (message|mail|headers?|text)\b(?! (was|is|from|sent|you|that|could|cannot|has))|message headers? follow|the headers? of the original|the following is a copy|original message (headers?|follows)|begin message|your (original )?message (reads|follows)|header of the original|copy of the original|---+ ?message copied|content of the original|ursprüngliche nachricht|исходное письмо|unsent message)/i
const headerLine = /^(received|return-path|message-id|dkim-signature|x-received)\s*:/i

const address =
  /(?<![\w.+=-])[\w.!#$%&*+/=?^{|}~-][\w.!#$%&'*+/=?^`{|}~-]{0,63}@[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?\.[a-z]{2,24}(?![\w-])/gi
const serverCode = /\b[45]\d\d[ -]|\b[45]\.\d\.\d/
/** A code with the words that follow one, not the number of an order. */
const serverReply =
  /\b[45]\.\d{1,2}\.\d{1,3}\b|\b[45]\d\d[ -](\d\.\d\.\d|<|.{0,20}(user|mailbox|recipient|address|relay|spam|host|domain|sorry|no such|unknown|reject|denied|requested|quota|message|mail))/i
const asking = /[\p{L})"'] ?[?？]\s*$/mu
const telling =
  /\b(we|i) (get|got|see|saw|press|click|write|wrote)\b|\bour (e-?mails|mails|customers?|newsletter|invoices?)\b/i

/** Reads the prose above the copy of the returned mail, in one pass over its first lines. */
export function readBounceText(text: string): BounceText {
  const lines = text
    .slice(0, 64 * 1024)
    .split('\n')
    .slice(0, 400)
  const end = lines.findIndex((line, at) => at > 0 && (copyStarts.test(line) || headerLine.test(line)))
  const own = end < 0 ? lines : lines.slice(0, end)
  const notice = own.join('\n').trim()
  const saysFailed = failedWords.test(notice) || serverCode.test(notice)
  const { recipients, lists } = findRecipients(own)
  const greets = greeting.test(own.find((line) => line.trim() !== '')?.slice(0, 200) ?? '')
  const isPersons = asking.test(notice) || telling.test(notice)
  const isServerProse = serverWords.test(notice)
  const soundsLikeServer = isServerProse || (recipients.length > 0 && serverCode.test(notice))
  const namesReason = serverReply.test(notice)
  const saysArrived = /success(fully|ful mail) deliver/i.test(notice) && !isServerProse && !namesReason
  return {
    notice: notice.slice(0, 8000),
    ...{ recipients, lists, greets, isPersons, saysFailed, saysArrived, namesReason, isServerProse, soundsLikeServer },
  }
}

const strongPatterns = [
  /\((?:expanded|generated) from:?\s*<?([^\s<>()]+@[^\s<>()]+)/i,
  /rcpt to\s*:\s*<?\s*([^\s<>]+@[^\s<>;,]+)/i,
  /(?:recipient(?: address)?|addressed to|delivered to|mail to|message to|deliver(?:ing)? (?:your )?(?:mail|message) to|invalid user|unknown user|user unknown)\s*(?:is|was)?\s*:?\s*<?([^\s<>:;,]+@[^\s<>:;,]+)/i,
]

/** Surest first: lines that name a recipient, lines that begin with an address, then any address at all. */
function findRecipients(lines: string[]) {
  const leading = lines.flatMap((line) => leadingAddress(line))
  if (leading.length > 0) return { recipients: withoutDesks(unique(leading)), lists: true }
  return { recipients: withoutDesks(unique(namedIn(lines))), lists: false }
}

/** Whom to ask about the report stands in it beside whom it is about. */
function withoutDesks(recipients: string[]) {
  const others = recipients.filter((found) => !/^(post_?master|mailer-daemon|hostmaster|abuse)@/.test(found))
  return others.length > 0 ? others : recipients
}

function namedIn(lines: string[]): string[] {
  const named = lines.flatMap((line) =>
    strongPatterns.flatMap((pattern) => pattern.exec(line.slice(0, 1000))?.[1]?.match(address) ?? []),
  )
  if (named.length > 0) return named
  return lines.flatMap((line) =>
    /mail from|from:|sender/i.test(line) ? [] : (line.slice(0, 1000).match(address) ?? []),
  )
}

function leadingAddress(line: string): string[] {
  const start =
    /^[\s*"'([\-•]*(?:(?:to|recipient|\d{3})\s*:?\s*)?[<"']?([^\s<>"',;:()]+@[^\s<>"',;:()]+)[>"']?\s*(.{0,3})/i.exec(
      line.slice(0, 500),
    )
  const found = start?.[1]?.replace(/\.+$/, '').match(address) ?? []
  return found.length === 1 && /^([:.,;([#-]|$|\s|on|\.\.\.|inv|use|doe)/i.test(start?.[2] ?? '') ? found : []
}

function unique(addresses: string[]) {
  return [...new Set(addresses.map((found) => found.toLowerCase()))].slice(0, 50)
}
