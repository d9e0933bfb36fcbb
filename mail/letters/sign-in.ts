import { content, type Letter } from '../writing/letter.ts'

const words = {
  en: {
    heading: (agency: string) => `Sign in to ${agency}.`,
    link: 'The button opens a page where you sign in with one more click. It works once, for ten minutes, in the browser you asked from.',
    code: 'Or type this code there:',
    button: 'Sign in',
    footer: 'You did not ask for this? Then nothing happens; you can throw this mail away.',
  },
  pt: {
    heading: (agency: string) => `Entrar em ${agency}.`,
    link: 'O botão abre uma página onde entra com mais um clique. Funciona uma vez, durante dez minutos, no navegador onde o pediu.',
    code: 'Ou escreva lá este código:',
    button: 'Entrar',
    footer: 'Não pediu isto? Então nada acontece; pode apagar este email.',
  },
} as const

/** A link and a code to sign in. It says nothing of any ticket (O15). */
export const signIn: Letter = {
  voice: 'house',
  write({ reader, agency, baseUrl, handed }) {
    const said = words[reader.language]
    const { link_token: token, code } = handed
    if (!token || !code) throw new Error('A letter to sign in was promised without its link and code.')
    return content({
      heading: said.heading(agency),
      paragraphs: [said.link, said.code],
      code,
      button: { text: said.button, url: `${baseUrl}/signin/go/${encodeURIComponent(token)}` },
      footer: said.footer,
    })
  },
}
