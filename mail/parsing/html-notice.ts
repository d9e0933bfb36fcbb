/** What mail programs write in the place of words that they only give as HTML, in the languages they speak. */
const notice =
  /\bhtml\b.{0,120}(view|read|client|support|compatib|capable|enabled|display|format|anzeige|angezeigt|gelesen|darstell|affich|visuali|weergave|prikaz|просмотр|wyświetl)|(view|read|client|support|compatib|unable|cannot|can't|display|anzeige|darstell|lesen|affich|visuali|ver este|weergave|просмотр|wyświetl).{0,120}\bhtml\b/is
const longest = 500

/** Whether a plain part says nothing but that its reader should look at the HTML part instead. */
export function isHtmlNotice(text: string, shown: () => string): boolean {
  if (text.length >= longest || !notice.test(text)) return false
  const own = squeeze(text)
  return own !== '' && !squeeze(shown()).includes(own)
}

function squeeze(text: string) {
  return text.replace(/[^\p{L}\d]+/gu, '').toLowerCase()
}
