/**
 * What a container of a mail program says about the text in it: `quote` an earlier mail, `attribution` the line
 * above it, `signature`, and `rest` for an empty marker after which everything is an earlier mail.
 */
export type HtmlMark = 'quote' | 'attribution' | 'signature' | 'rest'

const byClass: [RegExp, HtmlMark][] = [
  [/^(gmail_attr|moz-cite-prefix)$/, 'attribution'],
  [/^(gmail_signature|moz-signature|protonmail_signature_block|tutanota_signature)$/, 'signature'],
  [/^(yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra)$/, 'quote'],
  [
    /^(ms-outlook-mobile-reference-message|outlookmessageheader|moz-email-headers-table|freshdesk_quote|helpscout_quote)$/,
    'quote',
  ],
]

const byId: [RegExp, HtmlMark][] = [
  [/^(x_)?(appendonsend|divrplyfwdmsg|stopspelling|replysplit)$/, 'rest'],
  [/^(mail-editor-reference-message-container|olk_src_body_section|yahoo_quoted_\d+|isforwardcontent|orc)$/, 'quote'],
  [/^(x_)?(signature|ms-outlook-mobile-signature|applemailsignature|protonmail_signature)$/, 'signature'],
]

/**
 * Tells the mark of a start tag from its name, class and id; null for one that says nothing.
 * Gmail's outer `gmail_quote` says nothing: answers between the lines are written inside it.
 */
export function htmlMark(name: string, source: string): HtmlMark | null {
  if (name === 'blockquote') return 'quote'
  if (source.length < name.length + 6) return null
  if (/\sname\s*=\s*["']?quote["'\s>]/i.test(source)) return 'quote'
  const id = attribute(source, /\sid\s*=\s*["']?([^"'\s>]+)/i)
  const idMark = id === '' ? undefined : byId.find(([pattern]) => pattern.test(id))
  if (idMark) return idMark[1]
  for (const word of attribute(source, /\sclass\s*=\s*(?:["']([^"']+)|([^\s>]+))/i).split(/\s+/)) {
    const mark = word === '' ? undefined : byClass.find(([pattern]) => pattern.test(word))
    if (mark) return mark[1]
  }
  return null
}

function attribute(source: string, pattern: RegExp) {
  const found = pattern.exec(source)
  return (found?.[1] ?? found?.[2] ?? '').toLowerCase()
}
