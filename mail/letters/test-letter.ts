import { content, type Letter } from '../writing/letter.ts'

const words = {
  en: {
    heading: (agency: string) => `Letters from ${agency} arrive here.`,
    line: 'You asked for this letter in the settings. That you can read it means that our post goes out.',
    button: 'Back to the settings',
    footer: (agency: string) => `${agency} sent this once, because you pressed the button.`,
  },
  pt: {
    heading: (agency: string) => `Os emails de ${agency} chegam aqui.`,
    line: 'Pediu este email nas definições. Se o consegue ler, o nosso correio está a sair.',
    button: 'Voltar às definições',
    footer: (agency: string) => `${agency} enviou isto uma só vez, porque carregou no botão.`,
  },
} as const

/** Proves to one of us that mail goes out. */
export const testLetter: Letter = {
  voice: 'house',
  write({ reader, agency, baseUrl }) {
    const said = words[reader.language]
    return content({
      heading: said.heading(agency),
      paragraphs: [said.line],
      button: { text: said.button, url: `${baseUrl}/desk/settings/mailboxes` },
      footer: said.footer(agency),
    })
  },
}
