import { content, type Letter } from '../writing/letter.ts'

const words = {
  en: {
    heading: (agency: string) => `You may sign in to ${agency} now.`,
    by: (who: string, where: string) => `${who} invited you${where && ` for ${where}`}.`,
    how: 'There is no password: write your mail address there, and you get a link that signs you in.',
    contact:
      'You see the tickets of your company there, ask for help, test fixes and decide. All of it works by mail too.',
    staff: 'You find the tickets that are yours there, and what comes next on each.',
    button: 'Sign in',
    footer: (agency: string) => `${agency} sent this once. If you do not know why, throw it away; nothing happens.`,
  },
  pt: {
    heading: (agency: string) => `Já pode entrar em ${agency}.`,
    by: (who: string, where: string) => `Foi convidado por ${who}${where && `, para ${where}`}.`,
    how: 'Não há palavra-passe: escreva lá o seu endereço e recebe uma ligação que inicia a sessão.',
    contact: 'Lá vê os pedidos da sua empresa, pede ajuda, testa correções e decide. Também funciona tudo por email.',
    staff: 'Lá encontra os pedidos que são seus e o que se segue em cada um.',
    button: 'Entrar',
    footer: (agency: string) => `${agency} enviou isto uma só vez. Se não sabe porquê, apague; nada acontece.`,
  },
} as const

/** Somebody may sign in from now on. Handed in: `by`, who invited them. It bears no secret. */
export const invitation: Letter = {
  voice: 'house',
  write({ reader, agency, baseUrl, handed, company }) {
    const said = words[reader.language]
    return content({
      heading: said.heading(agency),
      paragraphs: [
        ...(handed.by ? [said.by(handed.by, company ?? '')] : []),
        reader.kind === 'staff' ? said.staff : said.contact,
        said.how,
      ],
      button: { text: said.button, url: `${baseUrl}/signin` },
      footer: said.footer(agency),
    })
  },
}
