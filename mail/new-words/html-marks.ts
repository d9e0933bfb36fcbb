/**
 * What a container of a mail program says about the text in it: `quote` an earlier mail, `attribution` the line
 * above it, `signature`, and `rest` for an empty marker after which everything is an earlier mail.
 */
export type HtmlMark = 'quote' | 'attribution' | 'signature' | 'rest'

const byClass: [RegExp, HtmlMark][] = [
  [/^(x_)*outlookmessageheader$/, 'rest'],
  [/^(gmail_attr|gmail_quote_attribution|moz-cite-prefix|airmail_on)$/, 'attribution'],
  [
    /^(x_)*(gmail_signature(_prefix)?|moz-signature|protonmail_(mobile_)?signature_block|tutanota_signature|bloop_sign|(front|sh)-signature|ymail_(\w+_)?signature|(\w+-)?yahoo-signature|hs_sig|cm_(signature|footer)|unibox-signature|missive_signature|__aliyun_signature_wrap|signature)$/,
    'signature',
  ],
  [/^(x_)*((ydp\w{1,20})?yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra)$/, 'quote'],
  [
    /^(x_)*(ms-outlook-mobile-reference-message|ms-outlook-ios-reference-expand|cm_quote|history_container|__aliyun_previous_quote|ntes-\w+-quote|moz-email-headers-table|freshdesk_quote|helpscout_quote|mail-quote-collapse|missive_quote|edo-quote)$/,
    'quote',
  ],
]

const byId: [RegExp, HtmlMark][] = [
  [
    /^(x_)*(appendonsend|divrplyfwdmsg|stopspelling|replysplit|zwchr|htc_header|_bb10tempheader|_originalcontent|quoted_header|origbody|original-content)$/,
    'rest',
  ],
  [
    /^(x_)*(mail-editor-reference-message-container|canaryblockquote|edo-original|ntes-\w+-quote|oldmessage|olk_src_body_section|(ydp\w{1,20})?yahoo_quoted_\d+|isforwardcontent|isreplycontent|orc)$/,
    'quote',
  ],
  [/^(x_)*reply-intro$/, 'attribution'],
  [
    /^(x_)*(signature|_rc_sig|canarysig|edo-signature|reply_signature|ntes-\w+-signature|composer_signature|sig\d{1,12}|bloop_sign_\d+|ms-outlook-mobile-signature|applemailsignature|protonmail_signature)$/,
    'signature',
  ],
]

/**
 * Tells the mark of a start tag from its name, class and id; null for one that says nothing.
 * Gmail's outer `gmail_quote` says nothing: answers between the lines are written inside it.
 */
export function htmlMark(name: string, source: string): HtmlMark | null {
  if (name === 'blockquote') return 'quote'
  if (source.length < name.length + 6) return null
  if (/\sname\s*=\s*["']?(quote|messageReplySection)["'\s>]/i.test(source)) return 'quote'
  if (/\sname\s*=\s*["']?messageSignatureSection["'\s>]/i.test(source)) return 'signature'
  if (/\sdata-(o-mail-quote|marker\s*=\s*["']?__QUOTED_TEXT__)/i.test(source)) return 'quote'
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
