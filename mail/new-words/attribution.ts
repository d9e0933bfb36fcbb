/** Words for "wrote", as mail programs put them above a quote. Lower case, each a whole word or an ending of one. */
const wrote = [
  ...[
    'wrote',
    'writes',
    'said',
    'schrieb',
    'schreibt',
    'schriebst',
    'schrieben',
    'geschrieben',
    'a écrit',
    'écrit',
    'écrivit',
    'escribió',
    'escribio',
    'escribiste',
  ],
  ...[
    'escreveu',
    'ha scritto',
    'scrive',
    'schreef',
    'geschreven',
    'geskryf',
    'napisał',
    'napisała',
    'napisał(a)',
    'napisano',
    'pisze',
  ],
  ...[
    'skrev',
    'skreiv',
    'skrifaði',
    'kirjoitti',
    'kirjutas',
    'rašė',
    'parašė',
    'rakstīja',
    'napsal',
    'napsala',
    'napsal(a)',
  ],
  ...[
    'napísal',
    'napísala',
    'napísal(a)',
    'píše',
    'napisao',
    'napisala',
    'napisao/la',
    'napisal(a)',
    'napisal',
    'írta',
    'a scris',
    'yazdı',
    'yazmış',
  ],
  ...[
    'пишет',
    'писал',
    'написал',
    'написала',
    'написал(а)',
    'пише',
    'написав',
    'написала',
    'написа',
    'έγραψε',
    'va escriure',
    'ha escrit',
  ],
  ...[
    'escribiu',
    'idatzi',
    'menulis',
    'đã viết',
    'viết',
    'เขียนว่า',
    'เขียน',
    'كتب',
    'كتبت',
    'כתב',
    'כתבה',
    'נכתב',
    'نوشت',
  ],
  ...[
    '写道',
    '寫道',
    '写到',
    '撰写',
    '書きました',
    'のメール',
    '작성',
    '썼습니다',
    '님이',
    '쓴 글',
    '님의 말',
    'नेलिखा',
    'ने लिखा',
  ],
]

/** How such a line begins: the word for "on" with a date, or the date itself. */
const opener =
  /^[\s>*_-]*(on|le|am|el|em|il|op|den|dne|dňa|dana|dnia|w dniu|wiadomość|på|i|a|à|în|la|pe|vào|lúc|в|на|у|pada|tarihinde|στις|kl|no dia|om|pe|data|el día|ב|في|בתאריך|于|於|在|vom|\d{1,4}|[a-zà-ÿа-яěščřžýáíéúůłśźżąęń]{2,12}[.,]{0,2} \d|\p{L}{2,12}, )/iu

const daySign = /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(19|20)\d\d\b|\d ?[年月日時时년월일]|[٠-٩]{4}|[۰-۹]{4}/
const dateSign = new RegExp(`${daySign.source}|\\d{1,2}[:.h]\\d{2}`)
/** "Marta Reis, 03.02.2026 10:12:", an attribution of nothing but a name and a moment. */
const endsWithMoment = /\d{1,2}[:.h]\d{2}([:.]\d\d)?( ?[ap]\.?m\.?)?[\s*]*[:：][\s*]*$/i
/** Words that begin such a line by themselves: "Quoting Marta Reis <…>:". */
const quoting =
  /^[\s*]*(quoting|zitat von|zitiere|citando|citado por|mensaje citado por|selon|citation de|citaat van|citeren|citerar|citerer|citat( från| fra)?|cytowanie|cytat|citování|citace|lainaus|idézet|scrive|цитирую|цитата|quote from|missatge de|wiadomość napisana przez)(?!\p{L})/iu
/** "Tuesday, 10:12 from Marta Reis <…>:", where even the year is missing. */
const endsWithWriter = /[^<>\d][ ]?<[^<>\s@]+@[^<>\s]+>[\s*]*[:：][\s*]*$/
/** "Marta Reis <…> [2026-02-03 10:12]:", with nothing else in the line. */
const writerThenDate = /<[^<>\s@]+@[^<>\s]+>[^<>]{1,40}[:：][\s*]*$/
const addressSign = /[^\s<>@:]@[^\s<>@:]/

const escaped = wrote.map((word) => word.replace(/[()/]/g, '\\$&'))
const wroteSign = new RegExp(`(?<![\\p{L}])(${escaped.join('|')})(?![\\p{L}])`, 'iu')
const wroteAnywhere = /写道|寫道|写到|書きました|のメール|작성|쓴 글|님의 말|เขียน/

/** Whether a joined line introduces a quote: a word for "wrote" with a date or an address, or a date and an address. */
export function isAttribution(line: string) {
  if (line.length > 400) return false
  const hasAddress = addressSign.test(line)
  if (hasAddress && quoting.test(line)) return true
  if (/^\s*\d{4}-\d\d-\d\d \d\d:\d\d GMT/.test(line)) return true
  if (/^\s*excerpts from .{1,80} message of /i.test(line)) return true
  if (hasAddress && daySign.test(line.slice(0, 45))) return true
  if (hasAddress && endsWithWriter.test(line) && opener.test(line) && /\b\d{1,2}[:.]\d{2}\b/.test(line.slice(0, 60)))
    return true
  if (dateSign.test(writerThenDate.exec(line)?.[0].replace(/^<[^>]*>/, '') ?? '')) return true
  return hasWrote(line) && (hasAddress || dateSign.test(line))
}

/** How people tell what they, or somebody they do not name, wrote: "I wrote", "schrieb ich", "o cliente escreveu". */
const told = [
  /(?<!\p{L})(?:(?:I|we|We)(?: \p{Ll}+)? (?:wrote|said)|(?:schrieb(?:en)?|geschrieben) (?:ich|wir)|[Ii]ch schrieb|[Ww]ir schrieben|schre(?:ef|ven) (?:ik|wij|we)|[Ii]k schreef|skrev (?:jeg|jag|vi)|(?:[Jj]eg|[Jj]ag|[Vv]i) skrev|(?:ai|avons) écrit|kirjoitin)(?!\p{L})/u,
  /(?<!\p{L})(?:[Tt]he|[Oo]ur|[Yy]our|[Mm]y|an?) \p{Ll}+(?: \([^()]{1,80}\))? (?:wrote|writes|said)(?!\p{L})/u,
  /(?<!\p{L})(?:schrieb|schreibt) (?:der|die|das|eine?|mein|dein|unser|euer|ihr|Ihr)\p{Ll}{0,2} \p{L}/u,
  /(?<!\p{L})(?:[OoAa]s?|um|uma|[Mm]eu|[Mm]inha|[Nn]oss[oa]|[Vv]oss[oa]|[Ss]eu|[Ss]ua) \p{Ll}+ (?:escreveu|disse)(?!\p{L})/u,
  /(?<!\p{L})(?:[Ee]l|[Ll]a|una?|[Mm]i|[Ss]u|[Nn]uestr[oa]|[Vv]uestr[oa]) \p{Ll}+ escribió(?!\p{L})/u,
  /(?<!\p{L})(?:[Ll]e |[Ll]a |[Ll]['’]|une? |[Mm]on |[Mm]a |[Nn]otre |[Vv]otre )\p{Ll}+ a écrit(?!\p{L})/u,
  /(?<!\p{L})(?:[Ii]l |[Ll]a |[Ll]['’]|una? |(?:mi[oa]|nostr[oa]|vostr[oa]) )\p{Ll}+ ha scritto(?!\p{L})/u,
]

/** Whether a person tells in the line that somebody wrote, where a program would name them. */
export function tellsOfWriting(line: string) {
  return told.some((pattern) => pattern.test(line))
}

/** An address between brackets behind a name, or right before the colon, as programs write it; a log writes "to=<…>". */
const namedWriter = /(?:^|[\s"'”»\u202a\u202b])[<(\u202a[]{1,3}(?:mailto:)?[^<>()\s@]+@[^<>()\s]+[>)\]]/u

/** Whether an address stands in the line as mail programs put it behind the name of a writer. */
export function namesWriter(line: string) {
  return namedWriter.test(line)
}

/** "2026/2/3 Marta Reis <…>", as older programs put it above a quote. */
export function isDateAndAddress(line: string) {
  return /^\s*\d{4}([/.-])\d{1,2}\1\d{1,2} [^<>]{1,80}<[^<>\s@]+@[^<>\s]+>\s*$/.test(line)
}

/** Whether the line is short and ends with a writer: in whatever words, it introduces the quote right below it. */
export function endsWithAuthor(line: string) {
  return line.length < 100 && /[<(][^<>()\s@]+@[^<>()\s]+[>)]\s?[:：][\s*]*$/.test(line)
}

/** Whether the line ends with a moment, and is short: with a quote right below it, that is enough. */
export function saysWhen(line: string) {
  return line.length < 100 && endsWithMoment.test(line) && daySign.test(line)
}

/** Whether the line could be where an attribution that ends further down begins. */
export function opensAttribution(line: string) {
  return (opener.test(line) && /[\d٠-٩۰-۹]/.test(line)) || announcesQuote(line)
}

/** Whether the line names an address as mail programs do, and is no sentence: an attribution may begin with its writer. */
export function namesAddress(line: string) {
  return isPiece(line) && /<[^<>\s@]+@[^<>\s]+>[,;]?/.test(line)
}

/** Whether the line begins with an address, so that the name before it stands in the line above. */
export function beginsWithAddress(line: string) {
  return /^[\s>*]*[(]?<[^<>\s@]+@[^<>\s]+>/.test(line)
}

/** Whether the line can be the name that was parted from its address: short, and no sentence. */
export function isName(line: string) {
  return line.length < 80 && /\p{L}/u.test(line) && !/[.!?…:：][\s*]*$/.test(line)
}

/** Whether the line holds a time of day, and is no sentence. */
export function namesTime(line: string) {
  return isPiece(line) && /\b\d{1,2}[:.h]\d{2}\b/.test(line)
}

/** Whether the line begins with words that only ever stand above a quote. */
export function announcesQuote(line: string) {
  return line.length < 120 && quoting.test(line)
}

function isPiece(line: string) {
  return line.length < 120 && !/[.!?…][\s*]*$/.test(line)
}

/** Whether an address stands in the text. */
export function holdsAddress(text: string) {
  return addressSign.test(text)
}

/** Whether a date or a time of day stands in the text. */
export function holdsDate(text: string) {
  return dateSign.test(text)
}

/** Whether somebody "wrote" in this line, in one of the languages of mail programs. */
export function hasWrote(line: string) {
  return wroteSign.test(line) || wroteAnywhere.test(line)
}
