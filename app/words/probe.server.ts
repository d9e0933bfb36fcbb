import type { ProbeFault } from '../../domain/probe.ts'
import type { Language } from '../../domain/ticket.ts'

/** What a sentence on mending may name. */
type Named = { domain: string; server: string; pinned: string; signers: string }

const en = {
  title: 'Prove that your mail reaches us signed',
  line: 'What staff may do by mail hangs on what their mails arrive with. Write one from your own mail program, and see it here.',
  pinned: (server: string) =>
    `The verdicts of ${server} are believed (MAIL_AUTHSERV_ID); where it says nothing we check signatures ourselves.`,
  notPinned:
    'No server’s verdict is believed: MAIL_AUTHSERV_ID is not set. We check signatures ourselves; without a pinned server and without signatures staff can do nothing by mail, and what they write is held.',
  demo: 'In this demo, mail handed in on this machine counts as proven.',
  ask: 'Get a code',
  asked: (code: string) => `Your code is ${code}.`,
  write: (address: string, until: string) =>
    `Write to ${address} with this as the subject. It is good for one mail, until ${until}.`,
  compose: 'Write it now',
  found: (domain: string) => `From ${domain}`,
  at: 'Last tried',
  server: 'Topmost verdict by',
  said: 'What our server said',
  signers: 'Signed by',
  own: 'What we checked ourselves',
  may: 'By mail, a project manager of this domain may',
  powers: {
    all: 'reply to customers, add notes and command',
    note: 'add notes; no replies to customers, no commands',
    none: 'nothing, and what they write is held',
  },
  mend: 'To mend it',
  nobody: 'nobody',
  holds: 'DKIM holds',
  breaks: 'no DKIM signature holds',
  faults: {
    not_pinned: ({ server }: Named) =>
      `Set MAIL_AUTHSERV_ID to ${server}, if that is the server your mailbox is on, and start again.`,
    other_server: ({ server, pinned }: Named) =>
      `MAIL_AUTHSERV_ID is ${pinned}, but the mail was judged by ${server}. If your mailbox is on that server, set it so and start again.`,
    unchecked: ({ domain }: Named) =>
      `Nobody signed it and nobody judged it, as within one Google or Microsoft tenant. Switch on DKIM for ${domain}, and let mail to this mailbox leave and come back in through the provider’s outer servers.`,
    unsigned: ({ domain }: Named) => `Switch on DKIM for ${domain} with your mail provider.`,
    foreign_signature: ({ domain, signers }: Named) =>
      `It is signed by ${signers}, not by ${domain}. Switch on DKIM for your own domain with your mail provider.`,
    rejected: ({ domain }: Named) =>
      `The signature of ${domain} did not hold, or its DMARC record refuses the mail. Check the DKIM key and the DMARC record of ${domain}.`,
    uncovered: () =>
      'The signature leaves From, To, Subject, Date or Message-ID open. Have your mail provider sign these, all of them.',
  } satisfies Record<ProbeFault, (named: Named) => string>,
  me: {
    title: 'What you may do by mail',
    untried: 'Nobody has tried yet with mail from your domain.',
    try: 'Prove that your mail reaches us signed',
  },
}

const pt: typeof en = {
  title: 'Prove que o seu email chega assinado',
  line: 'O que a equipa pode fazer por email depende do que os seus emails trazem. Escreva um do seu programa de email e veja-o aqui.',
  pinned: (server) =>
    `Acredita-se nos pareceres de ${server} (MAIL_AUTHSERV_ID); onde nada diz, verificamos nós as assinaturas.`,
  notPinned:
    'Não se acredita no parecer de nenhum servidor: falta MAIL_AUTHSERV_ID. Verificamos nós as assinaturas; sem servidor fixado e sem assinaturas, a equipa nada pode fazer por email e o que escrever fica retido.',
  demo: 'Nesta demonstração, o email entregue nesta máquina conta como provado.',
  ask: 'Obter um código',
  asked: (code) => `O seu código é ${code}.`,
  write: (address, until) => `Escreva para ${address} com isto no assunto. Serve para um email, até ${until}.`,
  compose: 'Escrever agora',
  found: (domain) => `De ${domain}`,
  at: 'Última tentativa',
  server: 'Parecer mais acima de',
  said: 'O que disse o nosso servidor',
  signers: 'Assinado por',
  own: 'O que verificámos nós',
  may: 'Por email, uma gestora ou um gestor de projeto deste domínio pode',
  powers: {
    all: 'responder a clientes, juntar notas e dar ordens',
    note: 'juntar notas; não responder a clientes nem dar ordens',
    none: 'nada, e o que escrever fica retido',
  },
  mend: 'Para corrigir',
  nobody: 'ninguém',
  holds: 'DKIM válido',
  breaks: 'nenhuma assinatura DKIM válida',
  faults: {
    not_pinned: ({ server }) =>
      `Ponha ${server} em MAIL_AUTHSERV_ID, se for esse o servidor da sua caixa de correio, e reinicie.`,
    other_server: ({ server, pinned }) =>
      `MAIL_AUTHSERV_ID é ${pinned}, mas o email foi julgado por ${server}. Se a sua caixa estiver nesse servidor, ponha-o lá e reinicie.`,
    unchecked: ({ domain }) =>
      `Ninguém o assinou nem julgou, como dentro de uma só organização Google ou Microsoft. Ative DKIM para ${domain} e deixe o correio para esta caixa sair e voltar a entrar pelos servidores externos do fornecedor.`,
    unsigned: ({ domain }) => `Ative DKIM para ${domain} no seu fornecedor de email.`,
    foreign_signature: ({ domain, signers }) =>
      `Está assinado por ${signers}, não por ${domain}. Ative DKIM para o seu próprio domínio no fornecedor de email.`,
    rejected: ({ domain }) =>
      `A assinatura de ${domain} não é válida, ou o registo DMARC recusa o email. Verifique a chave DKIM e o registo DMARC de ${domain}.`,
    uncovered: () =>
      'A assinatura deixa de fora From, To, Subject, Date ou Message-ID. Peça ao fornecedor de email que assine todos.',
  },
  me: {
    title: 'O que pode fazer por email',
    untried: 'Ainda ninguém experimentou com email do seu domínio.',
    try: 'Prove que o seu email chega assinado',
  },
}

const dictionaries: Record<Language, typeof en> = { en, pt }

/** What is said of the proof that mails of staff arrive with. */
export function probeWordsFor(language: Language): typeof en {
  return dictionaries[language]
}
