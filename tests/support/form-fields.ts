/** What a browser without scripts would send with a form: its fields as they stand. `within` opens the form's place. */
export function fieldsIn(html: string, within: string): Record<string, string> {
  const form = formIn(html, within)
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag)
  const named = inputs.flatMap((tag) => {
    const [name, value] = ['name', 'value'].map((wanted) => tag.match(new RegExp(` ${wanted}="([^"]*)"`))?.[1])
    return name && !/type="(file|checkbox)"/.test(tag) ? [[name, plain(value ?? '')] as const] : []
  })
  const selects = [...form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(([, name, options]) => {
    const chosen = options?.match(/value="([^"]*)" selected/)?.[1] ?? options?.match(/value="([^"]*)"/)?.[1]
    return [name ?? '', plain(chosen ?? '')] as const
  })
  const areas = [...form.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>(.*?)<\/textarea>/gs)]
  const written = areas.map(([, name, text]) => [name ?? '', plain(text ?? '')] as const)
  return Object.fromEntries([...named, ...selects, ...written])
}

/** The names of everything somebody can fill in there, files and ticks included. */
export function namesIn(html: string, within: string): Set<string> {
  return new Set([...formIn(html, within).matchAll(/ name="([^"]+)"/g)].map(([, name]) => name ?? ''))
}

function formIn(html: string, within: string): string {
  return html.slice(html.indexOf(within)).split('</form>')[0] ?? ''
}

/** As a browser reads it; the line break that opens a text area belongs to the page, not to the text. */
function plain(html: string): string {
  const text = html.replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  return text.replaceAll('&amp;', '&').replace(/^\n/, '')
}
