/**
 * What a text with the marks of RFC 1896 (`text/enriched`) or of its forerunner in RFC 1341 (`text/richtext`) says:
 * marks and their parameters go, `<<` is one bracket, a single line break is a blank and several are one fewer.
 */
export function enrichedText(text: string, type: string): string {
  const bare = text.replace(/<param>[^<]{0,1000}<\/param>/gi, '')
  if (type === 'text/richtext') {
    return withoutMarks(bare.replace(/\n+/g, ' ').replace(/<nl>/gi, '\n').replace(/<lt>/gi, '<<'))
  }
  return withoutMarks(bare.replace(/\n+/g, (breaks) => (breaks.length === 1 ? ' ' : breaks.slice(1))))
}

function withoutMarks(text: string) {
  return text.replace(/<<|<\/?[a-z][a-z\d-]{0,60}>/gi, (mark) => (mark === '<<' ? '<' : ''))
}
