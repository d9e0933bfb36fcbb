import type { Language } from '../../domain/ticket.ts'

/** What the list of all tickets says to its customer. */
const en = {
  filter: 'Filter',
  colleague: 'Opened by',
  anybody: 'Anybody',
  month: 'Opened in',
  anyMonth: 'Any month',
  export: 'Export as CSV',
  file: 'tickets',
  released: (date: string) => `Live since ${date}`,
  columns: [
    'Number',
    'Title',
    'Status',
    'Where it stands',
    'Category',
    'App',
    'Opened by',
    'Opened',
    'Live since',
    'Closed',
  ],
}

type HistoryWords = typeof en

const pt: HistoryWords = {
  filter: 'Filtrar',
  colleague: 'Aberto por',
  anybody: 'Todos',
  month: 'Aberto em',
  anyMonth: 'Sempre',
  export: 'Exportar em CSV',
  file: 'pedidos',
  released: (date) => `Em produção desde ${date}`,
  columns: [
    'Número',
    'Título',
    'Estado',
    'Ponto de situação',
    'Categoria',
    'Aplicação',
    'Aberto por',
    'Aberto',
    'Em produção desde',
    'Fechado',
  ],
}

const languages: Record<Language, HistoryWords> = { en, pt }

/** The words of the list, in the reader's language. */
export function historyWords(language: Language): HistoryWords {
  return languages[language]
}
