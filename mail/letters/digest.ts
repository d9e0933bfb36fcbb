import { content, type Letter } from '../writing/letter.ts'

const words = {
  en: {
    heading: (steps: number) =>
      steps === 1 ? 'One step since your last digest.' : `${steps} steps since your last digest.`,
    line: 'Nothing of it is your turn: that always comes in a mail of its own.',
    button: 'Change which mails I get',
    footer: (agency: string) => `${agency} gathers this for you once a business day, because you asked for a digest.`,
  },
  pt: {
    heading: (steps: number) =>
      steps === 1 ? 'Um passo desde o seu último resumo.' : `${steps} passos desde o seu último resumo.`,
    line: 'Nada disto é a sua vez: isso chega sempre num email próprio.',
    button: 'Mudar os emails que recebo',
    footer: (agency: string) => `${agency} reúne isto uma vez por dia útil, porque pediu um resumo.`,
  },
} as const

/** What happened on the tickets of somebody who wishes one letter a business day, ticket by ticket. */
export const digest: Letter = {
  voice: 'house',
  write({ reader, agency, baseUrl, gathered }) {
    const said = words[reader.language]
    return content({
      heading: said.heading(gathered.reduce((sum, { lines }) => sum + lines.length, 0)),
      paragraphs: [said.line],
      entries: gathered,
      button: { text: said.button, url: `${baseUrl}${reader.kind === 'staff' ? '/desk/me' : '/me'}` },
      footer: said.footer(agency),
    })
  },
}
