import { afterAll, expect, test } from 'vitest'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { closeParser, parseMail } from '../../../mail/parse.ts'
import type { MailTime } from '../../../mail/parsing/mail-time.ts'
import { anOfflineDns } from '../../support/offline-dns.ts'
import { reading, store } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { aHouse, aWorld } from '../../support/world.ts'

afterAll(closeParser)

const head = [
  'From: joana@vale.example',
  'To: support@desk.example',
  'Subject: Slow',
  'Message-ID: <slow@vale.example>',
]

test('B15 a mail that is slow to parse, and whose origin is slow to check, has one time for both', async () => {
  const house = await aHouse()
  await aWorld(house)
  const dns = anOfflineDns()
  const raw = await dns.aDomain('vale.example').sign(rawMail(head, 'words\n'))
  dns.fail('s1._domainkey.vale.example', 'silent')
  const left: number[] = []
  let ofMail: MailTime | undefined
  const parse: typeof parseMail = async (bytes, time) => {
    ofMail = time
    const mail = await parseMail(bytes)
    // As if its thread had read for so long.
    time?.spend(4200)
    left.push(time?.left() ?? 0)
    return mail
  }
  const id = await store(house, raw, { trusted: 'no' })
  await readMails(house, { ...reading, trustLoopback: false, resolver: dns.resolver, parse }, [id])
  left.push(ofMail?.left() ?? 300)
  // The DNS is silent: by itself the check would wait two seconds for it.
  expect(dns.asked).toContain('TXT s1._domainkey.vale.example')
  expect(left[0]).toBe(300)
  expect(left[1]).toBeLessThan(100)
})
