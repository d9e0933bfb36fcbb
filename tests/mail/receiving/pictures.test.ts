import { expect, test } from 'vitest'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { aMultipart, aPart } from '../../support/mime.ts'
import { handIn, ticketsIn } from '../../support/post.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const later = monday.add({ hours: 1 })

function dot(colour: number): Buffer {
  return Buffer.from(
    `GIF89a\x01\x00\x01\x00\x80\x00\x00${String.fromCharCode(colour)}\x00\x00\xff\xff\xff,\x00\x00`,
    'latin1',
  )
}

/** A mail with these words and pictures, as programs send it that name each picture by an id. */
function withPictures(id: string, words: string, pictures: Record<string, Buffer>, headers: string[] = []): Buffer {
  const files = Object.entries(pictures).map(([name, bytes]) =>
    aPart(
      [`Content-Type: image/gif; name=${name}.gif`, `Content-ID: <${name}@x>`, 'Content-Transfer-Encoding: base64'],
      bytes.toString('base64'),
    ),
  )
  const fields = [
    'From: joana@vale.example',
    'To: support@desk.example',
    'Subject: Basket',
    `Message-ID: <${id}@vale.example>`,
  ]
  return aMultipart([aPart(['Content-Type: text/html'], words), ...files], {
    type: 'multipart/related',
    headers: [...fields, ...headers],
  })
}

test('a picture among the words is shown there alone, and one that comes back with a quote is not new', async () => {
  const opened = await handIn(
    house,
    withPictures('first', '<p>Look: <img src="cid:cart@x"></p>', { cart: dot(1), beside: dot(2) }),
  )
  const quote =
    '<div class="gmail_quote">On Mon, 16 Nov 2026 at 10:00, Joana wrote:<blockquote class="gmail_quote">Look: <img src="cid:same@x"> <img src="cid:logo@x"></blockquote></div>'
  const answer = withPictures(
    'second',
    `<p>And now: <img src="cid:now@x"></p>${quote}`,
    { now: dot(3), same: dot(1), logo: dot(4) },
    ['In-Reply-To: <first@vale.example>'],
  )
  const line = await handIn(house, answer, {}, later)
  expect(line).toMatchObject({ fate: 'reply', ticketId: opened.ticketId })

  const [ticket] = await ticketsIn(house, [opened.ticketId ?? ''])
  for (const actor of [world.marta, world.joana]) {
    const page = await readTicketPage(house, { actor, number: ticket?.number ?? 0, now: later })
    if (isRefusal(page)) throw new Error(page.refused)
    expect(page.messages.map(({ files }) => files.map(({ name, inWords }) => [name, inWords]))).toEqual([
      [
        ['cart.gif', true],
        ['beside.gif', false],
      ],
      [
        ['now.gif', true],
        ['logo.gif', false],
      ],
    ])
  }
})
