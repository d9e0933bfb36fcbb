import type { Settings } from '../db/settings.ts'

/** What a newcomer needs once everything runs: where to look, how to sign in, how to send it a mail. */
export function describeHouse(settings: Settings): string {
  return [
    '',
    `Signoff runs at ${settings.baseUrl}`,
    settings.demo
      ? '  Sign in: open it and click one of the people of the demo world.'
      : '  Sign in: npm run --silent admin -- you@example.com prints a link for the first admin.',
    ...describeListener(settings),
    `  Data: ${settings.databaseUrl ? 'in the database of DATABASE_URL' : settings.dataDir}. Stop with Ctrl-C.`,
    '',
  ].join('\n')
}

function describeListener({ mailListen, mailDomain, demo }: Settings): string[] {
  if (mailListen?.protocol !== 'smtp') return []
  const { host, port } = mailListen
  const from = demo ? 'joana@vale.example' : 'you@example.com'
  const to = `support@${mailDomain}`
  const mail = `From: ${from}\\r\\nTo: ${to}\\r\\nSubject: Checkout fails\\r\\n\\r\\nPaying ends in an error.\\r\\n`
  return [
    '  Send it a mail:',
    `    printf '${mail}' | curl -sS smtp://${host}:${port} --mail-from ${from} --mail-rcpt ${to} -T -`,
  ]
}
