import { describe, expect, test } from 'vitest'
import { checkOrigin } from '../../../mail/evidence/check-origin.ts'
import { levelOf, readEvidence } from '../../../mail/evidence/evidence.ts'
import { lookAtOrigin } from '../../../mail/evidence/look-at-origin.ts'
import { screenMail } from '../../../mail/machines/screen.ts'
import { lastDelivery, readHeaders } from '../../../mail/parsing/read-headers.ts'
import { scanMail } from '../../../mail/parsing/scan.ts'
import { type Program, programs, type Server, servers } from '../../support/honest-mail.ts'
import { anOfflineDns } from '../../support/offline-dns.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { monday } from '../../support/world.ts'

const dns = anOfflineDns()
const domain = dns.aDomain('vale.example')
const to = `reply+${'a'.repeat(52)}@desk.example`

async function arrived({ covers, adds }: Program, { above }: Server): Promise<Buffer> {
  const written = rawMail(
    [
      'From: Somebody <somebody@vale.example>',
      `To: ${to}`,
      'Subject: Re: [#2041] MB WAY payments fail',
      'Date: Mon, 16 Nov 2026 10:00:00 +0000',
      'Message-ID: <one@vale.example>',
      'In-Reply-To: <ours@desk.example>',
      'References: <ours@desk.example>',
      'Content-Type: text/plain; charset=utf-8',
      ...adds,
    ],
    'It works again, thank you.\r\n',
  )
  const signed = await domain.sign(written, { headerList: covers.split(':') })
  return Buffer.concat([
    Buffer.from(
      above('vale.example', to)
        .map((line) => `${line}\r\n`)
        .join(''),
    ),
    signed,
  ])
}

async function levelAt(raw: Buffer, { authservId }: Server, role: 'contact' | 'staff') {
  const scan = scanMail(raw)
  const { from } = readHeaders(scan)
  const read = { from, headers: scan.headers }
  const own = await lookAtOrigin({ resolver: dns.resolver, check: checkOrigin, authservId }, read, {
    ...{ bytes: raw, size: raw.length, receivedAt: monday, clientAddress: null, clientName: null, envelopeFrom: null },
  })
  const addressed = lastDelivery(scan.headers).includes(to) ? ('delivery' as const) : ('to' as const)
  const screening = screenMail({ headers: scan.headers, subject: '', words: '', attachments: [], isBounce: false })
  return levelOf(
    readEvidence({
      mail: { ...read, screening },
      facts: { role, known: true, token: true, ownsToken: true, addressed },
      ...{ authservId, origin: 'network', own },
    }),
  )
}

/** Where neither the signature covers To nor the server says whom it delivered to, a copy could come by any address (D08). */
function isOpen({ name }: Program, server: Server): boolean {
  return name.startsWith('Outlook') && server.name === 'GMX and web.de'
}

describe.each(servers.map((server) => [server.name, server] as const))('%s', (_, server) => {
  test.each(programs.map((program) => [program.name, program] as const))(
    'what is written with %s',
    async (_, program) => {
      const raw = await arrived(program, server)
      const level = isOpen(program, server) ? 'P2' : 'P3'
      expect([await levelAt(raw, server, 'contact'), await levelAt(raw, server, 'staff')]).toEqual([level, level])
    },
  )
})
