import type { Language } from '../ticket.ts'

/** Why a mailbox cannot be read, with what whoever runs the server may do about it. */
const sentences = {
  not_read_yet: {
    en: 'Not read yet.',
    pt: 'Ainda não foi lida.',
  },
  login_refused: {
    en: 'The server refused the user or the password. Put the right ones into IMAP_URL and start again.',
    pt: 'O servidor recusou o utilizador ou a palavra-passe. Ponha os certos em IMAP_URL e reinicie.',
  },
  token_refused: {
    en: 'The server refused the access token. A new one is asked for by itself; if that lasts, check that the user in IMAP_URL is whose grant it is, and that it covers mail.',
    pt: 'O servidor recusou o código de acesso. Pede-se um novo automaticamente; se durar, verifique se o utilizador em IMAP_URL é o da autorização e se esta abrange o correio.',
  },
  grant_refused: {
    en: 'The token server refused the refresh token. Sign in anew there, put the new token into IMAP_URL and start again.',
    pt: 'O servidor de códigos recusou a autorização (refresh token). Inicie lá sessão de novo, ponha o novo código em IMAP_URL e reinicie.',
  },
  full: {
    en: 'The server lets nobody in now. It is tried again by itself.',
    pt: 'O servidor não deixa entrar ninguém agora. Tenta-se de novo automaticamente.',
  },
  not_secure: {
    en: 'No secure connection came about. IMAP_URL needs imaps:// where TLS begins at once and imap:// where it is asked for, and the server a valid certificate.',
    pt: 'Não se conseguiu uma ligação segura. IMAP_URL precisa de imaps:// onde o TLS começa logo e de imap:// onde é pedido, e o servidor de um certificado válido.',
  },
  unreachable: {
    en: 'No server answers there. It is tried again by itself; if that lasts, check host and port in IMAP_URL.',
    pt: 'Nenhum servidor responde aí. Tenta-se de novo automaticamente; se durar, verifique servidor e porta em IMAP_URL.',
  },
  no_such_folder: {
    en: 'The server has no such folder. Put the right one at the end of IMAP_URL and start again.',
    pt: 'O servidor não tem essa pasta. Ponha a certa no fim de IMAP_URL e reinicie.',
  },
  closed: {
    en: 'The server closed the connection. It is tried again by itself.',
    pt: 'O servidor fechou a ligação. Tenta-se de novo automaticamente.',
  },
  failed: {
    en: 'It could not be read. It is tried again by itself.',
    pt: 'Não foi possível lê-la. Tenta-se de novo automaticamente.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type MailboxFault = keyof typeof sentences

/** The sentence of a fault in the reader's language, and in the server's own words what it said, where it said anything. */
export function sayMailboxFault(
  { fault, said }: { fault: string; said: string | null },
  language: Language,
): { sentence: string; said: string | null } {
  const found = Object.entries(sentences).find(([code]) => code === fault)?.[1] ?? sentences.failed
  return { sentence: found[language], said: said?.trim() || null }
}
