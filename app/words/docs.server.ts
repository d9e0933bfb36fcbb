import type { DocumentKind } from '../../domain/document.ts'
import type { Language } from '../../domain/ticket.ts'

/** What pages of documentation say, on both sides. `page` is plain text that travels to the browser as it is. */
const en = {
  page: {
    title: 'Project docs',
    contents: 'Contents',
    search: 'Search the documentation',
    searchButton: 'Search',
    history: 'History',
    back: 'Back to the page',
    older: 'Older versions',
    first: 'First version',
    same: 'Nothing changed in the text.',
    old: 'You read an old version.',
    newest: 'Read the newest',
    linked: 'Tickets that changed this page',
    suggest: 'Suggest a correction',
    suggestLine: 'It becomes a question to us, with this page linked. You get an answer like to any ticket.',
    quote: 'Which words?',
    quoteHint: 'Copy them from the page, if you can.',
    words: 'What should it say?',
    send: 'Send suggestion',
    optional: '(optional)',
    all: 'All pages',
  },
  updated: (when: string) => `Updated ${when}`,
  after: (number: number) => `after #${number}`,
  by: (name: string) => `by ${name}`,
  owner: (name: string) => `${name} keeps this page`,
  version: (version: number) => `Version ${version}`,
  versionOf: (version: number, latest: number) => `Version ${version} of ${latest}`,
  empty: (name: string | null) =>
    name ? `${name} is writing these pages. You find them here.` : 'These pages are being written. You find them here.',
  noneFound: (q: string) => `No page holds “${q}”. Try fewer words.`,
  foundFor: (q: string) => `Pages that hold “${q}”`,
  kind: { flow: 'Business flow', deviation: 'Differs from the standard', other: 'Other' } satisfies Record<
    DocumentKind,
    string
  >,
  suggestion: {
    title: (page: string) => `Correction: ${page}`,
    about: (page: string, url: string, version: number) => `About the page [${page}](${url}), version ${version}:`,
    sent: 'Sent. We look at it and answer here.',
    needed: 'What should it say: write it down, so that we can mend it.',
    long: 'This is too long. Leave something out.',
  },
}

export type DocsWords = typeof en

const pt: DocsWords = {
  page: {
    title: 'Documentação',
    contents: 'Conteúdo',
    search: 'Procurar na documentação',
    searchButton: 'Procurar',
    history: 'Histórico',
    back: 'Voltar à página',
    older: 'Versões mais antigas',
    first: 'Primeira versão',
    same: 'Nada mudou no texto.',
    old: 'Está a ler uma versão antiga.',
    newest: 'Ler a mais recente',
    linked: 'Pedidos que alteraram esta página',
    suggest: 'Sugerir uma correção',
    suggestLine: 'Torna-se uma pergunta para nós, com ligação a esta página. Recebe resposta como em qualquer pedido.',
    quote: 'Que palavras?',
    quoteHint: 'Copie-as da página, se puder.',
    words: 'O que deveria dizer?',
    send: 'Enviar sugestão',
    optional: '(opcional)',
    all: 'Todas as páginas',
  },
  updated: (when) => `Atualizada em ${when}`,
  after: (number) => `depois de #${number}`,
  by: (name) => `por ${name}`,
  owner: (name) => `${name} cuida desta página`,
  version: (version) => `Versão ${version}`,
  versionOf: (version, latest) => `Versão ${version} de ${latest}`,
  empty: (name) =>
    name
      ? `${name} está a escrever estas páginas. Vai encontrá-las aqui.`
      : 'Estas páginas estão a ser escritas. Vai encontrá-las aqui.',
  noneFound: (q) => `Nenhuma página contém “${q}”. Tente com menos palavras.`,
  foundFor: (q) => `Páginas que contêm “${q}”`,
  kind: { flow: 'Fluxo de negócio', deviation: 'Difere do padrão', other: 'Outra' },
  suggestion: {
    title: (page) => `Correção: ${page}`,
    about: (page, url, version) => `Sobre a página [${page}](${url}), versão ${version}:`,
    sent: 'Enviado. Vamos ver e respondemos aqui.',
    needed: 'O que deveria dizer: escreva-o, para podermos corrigir.',
    long: 'É demasiado longo. Deixe algo de fora.',
  },
}

/** The words about documentation in the language of their reader. */
export function docsWords(language: Language): DocsWords {
  return language === 'pt' ? pt : en
}
