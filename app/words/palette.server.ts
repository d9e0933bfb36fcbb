import type { Language } from '../../domain/ticket.ts'

const en = {
  title: 'Search or jump to…',
  hint: 'A ticket, a company, a page, a person, a place, or “assign” and a name.',
  none: 'Nothing found.',
  recent: 'Lately',
  assign: (name: string, number: number) => `Assign ${name} to #${number}`,
  assignWord: 'assign',
  keysTitle: 'Keys',
  close: 'Close',
  keys: [
    { keys: 'Ctrl K', does: 'search or jump' },
    { keys: 'G, then Q M D S', does: 'go to the queue, my work, the dev queue, staging' },
    { keys: 'J K', does: 'walk the queue' },
    { keys: 'Enter', does: 'open the ticket' },
    { keys: 'A', does: 'assign' },
    { keys: 'M', does: 'take it myself' },
    { keys: 'R', does: 'reply' },
    { keys: 'U', does: 'urgent tickets only' },
    { keys: '/', does: 'search field' },
    { keys: '?', does: 'this list' },
    { keys: 'Esc', does: 'close' },
  ],
  keysOff: 'Single keys can be switched off in your settings.',
}

const pt: typeof en = {
  title: 'Procurar ou ir para…',
  hint: 'Um pedido, uma empresa, uma página, uma pessoa, um lugar, ou “atribuir” e um nome.',
  none: 'Nada encontrado.',
  recent: 'Há pouco',
  assign: (name, number) => `Atribuir #${number} a ${name}`,
  assignWord: 'atribuir',
  keysTitle: 'Teclas',
  close: 'Fechar',
  keys: [
    { keys: 'Ctrl K', does: 'procurar ou ir para' },
    { keys: 'G, depois Q M D S', does: 'ir para a fila, o meu trabalho, a fila de desenvolvimento, staging' },
    { keys: 'J K', does: 'percorrer a fila' },
    { keys: 'Enter', does: 'abrir o pedido' },
    { keys: 'A', does: 'atribuir' },
    { keys: 'M', does: 'ficar com ele' },
    { keys: 'R', does: 'responder' },
    { keys: 'U', does: 'só os urgentes' },
    { keys: '/', does: 'campo de procura' },
    { keys: '?', does: 'esta lista' },
    { keys: 'Esc', does: 'fechar' },
  ],
  keysOff: 'As teclas simples podem ser desligadas nas suas definições.',
}

/** What the palette of the desk says, in the language of its reader. */
export function paletteWords(language: Language): typeof en {
  return language === 'pt' ? pt : en
}
