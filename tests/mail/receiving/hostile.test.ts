import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { releaseMail } from '../../../db/mailbox/held-mail.ts'
import { file } from '../../../db/schema/thread.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { closeParser } from '../../../mail/parse.ts'
import { aDecidingAddress, aReview } from '../../support/decisions.ts'
import { aMail, aReplyAddress, everythingOf, handIn, lineOf, proven, reading, threadOf } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const network = { origin: 'imap', trusted: 'no' } as const
const joana = 'Joana Matos <joana@vale.example>'
const marta = 'Marta Lopes <marta@agency.example>'
afterAll(closeParser)

const fromNetwork = (headers: string[], body: string, seconds = 0) =>
  handIn(house, rawMail([...headers, 'Subject: Re: MB WAY'], body), network, monday.add({ seconds }))

describe('what proves nothing stands in nobody’s way', () => {
  test.each([
    ['a copy that somebody else was faster to send', 'It is back.\n'],
    ['other words under the same id', 'Nonsense.\n'],
  ])('%s (T14)', async (what, forged) => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const id = `Message-ID: <race-${what.length}@vale.example>`
    const forgeries = [['From: evil@attack.test'], ['From: joana@vale.example', 'Auto-Submitted: auto-replied']]
    for (const headers of forgeries) await fromNetwork([...headers, `To: ${to}`, id], forged)
    const honest = [proven('vale.example'), `From: ${joana}`, `To: ${to}`, id]
    expect(await fromNetwork(honest, 'It is back.\n')).toMatchObject({ fate: 'reply', level: 'P3', ticketId })
    expect(await fromNetwork(['X-Again: yes', ...honest], 'It is back.\n')).toMatchObject({ fate: 'duplicate' })
    expect(await fromNetwork(honest, 'Other.\n')).toMatchObject({ fate: 'held', reason: 'id_collision', level: 'P3' })
  })

  test('a copy that proved too little is a copy once its twin is read, and another’s, or other words, wait for a person', async () => {
    const to = 'To: support@desk.example'
    const held = [
      { from: joana, said: 'It is back.\n', ends: { fate: 'duplicate', reason: null } },
      { from: joana, said: 'Nonsense.\n', ends: { fate: 'held', ticketId: null } },
      { from: 'evil@attack.test', said: 'It is back.\n', ends: { fate: 'held', ticketId: null } },
    ]
    for (const [at, { from, said, ends }] of held.entries()) {
      const id = `Message-ID: <twin-${at}@vale.example>`
      const copy = await fromNetwork([`From: ${from}`, to, id], said)
      expect(copy).toMatchObject({ fate: 'held' })
      const twin = await fromNetwork([proven('vale.example'), `From: ${joana}`, to, id], 'It is back.\n')
      expect(twin).toMatchObject({ fate: 'ticket' })
      const { ticketId } = twin
      expect(await lineOf(house, copy.id)).toMatchObject({ ticketId, ...ends })
    }
  })

  test('commands that came by a way on which nothing proves them are done once they come by their own', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const headers = [proven('agency.example'), `From: ${marta}`, 'Message-ID: <two-ways@agency.example>']
    const byList = await fromNetwork([...headers, 'To: support@desk.example', `Cc: list@x, [#${number}]`], '#take\n')
    expect(byList).toMatchObject({ fate: 'held', level: 'P2' })
    expect(await fromNetwork([...headers, `To: ${to}`], '#take\n')).toMatchObject({ fate: 'command', level: 'P3' })
    expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating' })
  })

  test('a mail proven to be of one person is no copy of another person’s', async () => {
    const id = 'Message-ID: <theirs@vale.example>'
    const to = 'To: support@desk.example'
    await fromNetwork([proven('vale.example'), 'From: pedro@vale.example', to, id], 'It is back.\n')
    const line = await fromNetwork([proven('vale.example'), `From: ${joana}`, to, id], 'It is back.\n')
    expect(line).toMatchObject({ fate: 'held', reason: 'id_collision' })
  })

  test('ten forged mails of a customer leave the eleventh, an honest one, its answer (L14)', async () => {
    const from = 'From: pedro@vale.example'
    for (let count = 0; count < 11; count += 1)
      await fromNetwork([from, 'To: support@desk.example', `Message-ID: <f${count}@attack.test>`], 'x\n', count)
    const headers = [proven('vale.example'), from, 'To: support@desk.example', 'Message-ID: <honest@vale.example>']
    const line = await fromNetwork(headers, 'My shop is down.\n', 60)
    expect(await lettersOf(house, line.ticketId ?? '')).toContain('acknowledgement to pedro@vale.example')
  })
})

describe('whoever releases a mail lends it their word, and no more', () => {
  async function released(to: string, body: string, given: { as: Staff; owner: { id: string } }) {
    const from = `From: other-${Math.abs(to.length - body.length)}${given.owner.id}@attack.test`
    const { id } = await fromNetwork(
      [proven('attack.test'), from, `To: ${to}`, `Message-ID: <${body.length}-${to}>`],
      body,
    )
    expect(await lineOf(house, id)).toMatchObject({ fate: 'held', level: 'P1' })
    const outcome = await releaseMail(house, {
      ...{ mailId: id, as: 'alias', personId: given.owner.id, by: given.as, now: monday },
    })
    await readMails(house, reading, [id])
    return { outcome, line: await lineOf(house, id) }
  }

  test('an OK through somebody’s address does not decide because its sender is said to be them', async () => {
    const review = await aReview(house, world)
    const to = await aDecidingAddress(house, review, world.joana)
    const { line } = await released(to, 'OK\n', { as: world.tess, owner: world.joana })
    expect(line).toMatchObject({ fate: 'reply', level: 'P2' })
    expect(await rowOf(house, review.number)).toMatchObject({ stage: 'staging_review' })
  })

  test('nobody says what is the other address of one of us, but they and an admin', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const before = await everythingOf(house, ticketId)
    const bySomebody = await released(to, 'Pay here.\n', { as: world.tess, owner: world.marta })
    expect(bySomebody).toMatchObject({ outcome: { refused: 'not_yours_to_do' }, line: { fate: 'held' } })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('and then what it commanded waits, and what it said is a note', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const before = await everythingOf(house, ticketId)
    const commands = await released(to, '#take\n', { as: world.marta, owner: world.marta })
    expect(commands.line).toMatchObject({ fate: 'held', reason: 'command_unproven', level: 'P2' })
    expect(await everythingOf(house, ticketId)).toBe(before)
    await released(to, 'Dear customer, pay here.\n', { as: world.ada, owner: world.marta })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
  })
})

describe('what may have been meant for us is not said to the customer', () => {
  async function said(body: string) {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const line = await handIn(house, aMail({ from: marta, to, body }))
    return { line, words: (await threadOf(house, ticketId)).slice(1), letters: await lettersOf(house, ticketId) }
  }

  test.each([
    ['below a greeting', 'Hello,\n#note They pay late.\n'],
    ['with a blank behind its sign', '# note They pay late.\n'],
    ['with a blank that cannot be broken', '#\u00a0nota They pay late.\n'],
    ['as a point of a list', '- #note They pay late.\n'],
    ['between quotation marks', '"#note They pay late."\n'],
    ['escaped', '\\#note They pay late.\n'],
    ['below the words of another command', '#take\nWe look into it.\n# note They pay late.\n'],
    ['any other command below words', 'It is solved.\n#close\n'],
  ])('a note %s: nothing is done, and its writer is told', async (_, body) => {
    const { line, words, letters } = await said(body)
    expect(line).toMatchObject({ fate: 'held', reason: 'command_not_understood' })
    expect(words).toEqual([])
    expect(letters).toContain('mail_commands to marta@agency.example')
  })

  test.each([
    ['an unseen mark before it', '\u200e#note They pay late.\n'],
    ['a word joiner before it', '\u2060#note They pay late.\n'],
    ['a small sign', '﹟note They pay late.\n'],
    ['an unseen letter behind its sign', '#\u200dnote They pay late.\n'],
  ])('a note with %s is a note', async (_, body) => {
    expect((await said(body)).words).toMatchObject([{ text: 'They pay late.', visibility: 'internal' }])
  })

  test.each(['We noted it.\n', '# Status of the shop\n', 'Ticket #2041 is next.\n', '* note that it is slow\n'])(
    'words are words: %s',
    async (body) => expect((await said(body)).words).toMatchObject([{ visibility: 'public' }]),
  )

  test('written to both of their addresses, it is a note', async () => {
    const { ticketId } = await aTicket(house, world)
    const reply = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const note = await aReplyAddress(house, { personId: world.marta.id, ticketId, purpose: 'note' })
    await handIn(house, aMail({ from: marta, to: reply, cc: note, body: 'They pay late.\n' }))
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
  })

  test('a picture that only the quote shows does not come along (H08)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const part = (name: string) =>
      `--r\r\nContent-Type: image/png; name="${name}.png"\r\nContent-ID: <${name}@x>\r\nContent-Disposition: inline; filename="${name}.png"\r\n\r\n${name}\r\n`
    const quote = '<blockquote class="gmail_quote"><p>Theirs</p><img src="cid:quoted@x"></blockquote>'
    const html = `<div>We are on it. <img src="cid:own@x"></div><div class="gmail_quote"><div class="gmail_attr">On Mon, Rui wrote:</div>${quote}</div>`
    const raw = rawMail(
      [`From: ${marta}`, `To: ${to}`, 'Message-ID: <g1@x>', 'Content-Type: multipart/related; boundary=r'],
      `--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n${part('quoted')}${part('own')}--r--\r\n`,
    )
    expect(await handIn(house, raw)).toMatchObject({ fate: 'reply', level: 'P3' })
    const names = (await house.db.select().from(file)).map(({ name }) => name)
    expect(names).toEqual(['own.png'])
  })
})

test('a letter of ours that somebody attaches hands its reader’s tokens to nobody', async () => {
  const { ticketId } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
  const link = `https://desk.example/a/${to.slice(6, 58)}`
  const letter = `Reply-To: ${to}\r\nSubject: Your turn\r\nContent-Type: text/plain\r\n\r\nDecide: ${link}\r\n`
  const raw = rawMail(
    [`From: ${joana}`, `To: ${to}`, 'Message-ID: <eml@x>', 'Content-Type: multipart/mixed; boundary=m'],
    `--m\r\nContent-Type: text/plain\r\n\r\nSee your letter.\r\n--m\r\nContent-Type: message/rfc822; name="letter.eml"\r\nContent-Disposition: attachment; filename="letter.eml"\r\n\r\n${letter}--m--\r\n`,
  )
  expect(await handIn(house, raw)).toMatchObject({ fate: 'reply', level: 'P3' })
  const [kept] = await house.db.select().from(file).where(eq(file.ticketId, ticketId))
  const bytes = await (await house.store.get(kept?.storageKey ?? ''))?.text()
  expect(bytes).toContain('Subject: Your turn')
  expect(bytes).not.toContain(to.slice(6, 58))
})

test('D13 a verdict that does not say by what it passes gives one of us no power', async () => {
  const { ticketId } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
  const before = await everythingOf(house, ticketId)
  const verdict = 'Authentication-Results: mx.desk.example; dmarc=pass header.from=agency.example'
  const headers = [verdict, `From: ${marta}`, `To: ${to}`, 'Message-ID: <d13@agency.example>']
  expect(await fromNetwork(headers, 'Dear customer, pay here.\n')).toMatchObject({ fate: 'held', level: 'P1' })
  expect(await everythingOf(house, ticketId)).toBe(before)
})
