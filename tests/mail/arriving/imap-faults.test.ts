import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { asc, eq } from 'drizzle-orm'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { Mailbox } from '../../../db/mailbox/mail-settings.ts'
import { inboundMail, raw, mailbox as table } from '../../../db/schema/mail.ts'
import { ourNode, root } from '../../../jobs/set-up.mjs'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { patience, type Watching, watchMailbox } from '../../../mail/watch.ts'
import { aDovecot, hasDovecot, until } from '../../support/dovecot.ts'
import { everyCaseHasItsTest } from '../../support/every-case.ts'
import { aFaultProxy } from '../../support/fault-proxy.ts'
import { aMail, proven, reading } from '../../support/post.ts'
import { aScriptedImap } from '../../support/scripted-imap.ts'
import { aHouse, aWorld } from '../../support/world.ts'

const there = await hasDovecot()
const house = await aHouse()
await aWorld(house)
const dovecot = await aDovecot()
if (there) await dovecot.start()
afterAll(() => (there ? dovecot.remove() : undefined))
const proxy = await aFaultProxy(dovecot.mailbox.port)
const throughProxy = { ...dovecot.mailbox, port: proxy.port }

const pauses = { first: 20, longest: 100, healthy: 60_000, refused: 3_600_000, taken: 100 }
const quickly = { socketTimeout: 1_500, maxIdleTime: 300, connectionTimeout: 5_000, greetingTimeout: 5_000 }
const watchers: { stop: () => Promise<void> }[] = []
const leave = () => Promise.all(watchers.splice(0).map(({ stop }) => stop()))
afterEach(leave)

/** Watches under a name of its own, so that each test sees the mailbox for the first time. */
function watch(name: string, mailbox: Mailbox, said: Partial<Watching> = {}) {
  const given = { house, mailbox: { ...mailbox, name }, secretKey: reading.secretKey, pollSeconds: 3600, pauses }
  watchers.push(watchMailbox({ ...given, ...said }))
}

function letter(id: string, padding = 0) {
  const body = `Words of ${id}.\n${'More of them. '.repeat(padding)}\n`
  return aMail({
    from: 'Joana <joana@vale.example>',
    id: `${id}@vale.example`,
    body,
    headers: [proven('vale.example')],
  })
}

function storedAs(name: string) {
  return house.db
    .select({
      id: inboundMail.id,
      uid: inboundMail.uid,
      fate: inboundMail.fate,
      bytes: raw.bytes,
      receivedAt: inboundMail.receivedAt,
    })
    .from(inboundMail)
    .innerJoin(raw, eq(raw.sha256, inboundMail.sha256))
    .where(eq(inboundMail.mailbox, name))
    .orderBy(asc(inboundMail.uid))
}

async function untilStored(name: string, count: number) {
  await until(async () => (await storedAs(name)).length >= count, `${count} mails of ${name} are stored`, 60)
}

async function faultOf(name: string) {
  const [{ fault, faultSaid } = { fault: null, faultSaid: null }] = await house.db
    .select()
    .from(table)
    .where(eq(table.name, name))
  return fault && `${fault}: ${faultSaid}`
}

/** What a server says of one mail. */
function fetched(uid: number, { source, size }: { source: string; size: number }) {
  return `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${size} BODY[] {${source.length}}\r\n${source})`
}

const sizes = [0, 300, 20, 5, 900]
const mails = sizes.map((size, at) => letter(`whole-${at}`, size))

describe.runIf(there)('a line that fails', () => {
  test('I03 I09 I16 I20 cut anywhere, also within a literal, nothing is kept short, and nothing is ever marked or moved', async () => {
    await dovecot.append(mails)
    watch('whole', throughProxy)
    await untilStored('whole', mails.length)
    await leave()
    const session = proxy.seen.fromServer
    const cuts = Array.from({ length: 16 }, (_, at) => Math.floor((session * (at + 1)) / 17))
    proxy.planned.push(...cuts.map((after) => ({ after, ends: 'cut' as const })))
    watch('cut', throughProxy, { patience: quickly })
    await untilStored('cut', mails.length)
    expect(proxy.planned).toEqual([])
    const kept = await storedAs('cut')
    expect(kept.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(mails.map(String))
    await leave()
    const commands = proxy.seen.fromClient.split('\r\n').map((line) => line.replace(/^\S+ /, ''))
    // Read-only by the server's own hand, and by listed UIDs: what could change something is never said.
    expect(
      commands.filter((line) => /\b(STORE|EXPUNGE|MOVE|COPY|SELECT|APPEND|DELETE|RENAME|CREATE|CLOSE)\b/i.test(line)),
    ).toEqual([])
    const fetches = commands.filter((line) => /BODY/i.test(line))
    expect(fetches.every((line) => /^UID FETCH [\d,:]+ \(.*BODY\.PEEK\[\]/i.test(line))).toBe(true)
    await readMails(
      house,
      reading,
      kept.map(({ id }) => id),
    )
  })

  test('I06 I20 what somebody removes in between is asked for by nobody, and holds nothing up', async () => {
    await dovecot.asAnother((client) => client.messageDelete('2,4'))
    proxy.seen.fromClient = ''
    watch('gaps', throughProxy)
    await untilStored('gaps', 3)
    expect((await storedAs('gaps')).map(({ uid }) => uid)).toEqual([1, 3, 5])
    expect(proxy.seen.fromClient).toMatch(/UID FETCH (1,3,5|1,3,5:5) /)
  })

  test('I08 a server that says no more in the middle of a mail is left, and the mail is fetched whole', async () => {
    const session = 1_800
    proxy.planned.push({ after: session, ends: 'stall' })
    watch('stalled', throughProxy, { patience: quickly })
    await untilStored('stalled', 3)
    expect(await faultOf('stalled')).toBeNull()
  })

  test('I08 a server whose process is frozen while we listen is left for a new connection', async () => {
    watch('frozen', dovecot.mailbox, { patience: quickly })
    await untilStored('frozen', 3)
    const ours = await imapProcesses()
    expect(ours.length).toBeGreaterThan(0)
    for (const pid of ours) process.kill(pid, 'SIGSTOP')
    try {
      await dovecot.append([letter('after-the-frost')])
      await untilStored('frozen', 4)
    } finally {
      for (const pid of ours) process.kill(pid, 'SIGCONT')
    }
  })

  test('I07 a line that dies in silence is found out, and mail of that time is read', async () => {
    watch('silent', throughProxy, { patience: quickly })
    await untilStored('silent', 4)
    const before = proxy.seen.connections
    proxy.fallSilent()
    await dovecot.append([letter('unheard')])
    await until(async () => proxy.seen.connections > before, 'it is found out')
    proxy.heal()
    await untilStored('silent', 5)
  })

  test('I07 by the clock of the product that takes less than a minute', () => {
    expect(patience.maxIdleTime + patience.socketTimeout).toBeLessThan(60_000)
    expect(patience.connectionTimeout + patience.greetingTimeout).toBeLessThan(60_000)
  })

  test('whoever stops is not kept by a server that says no more', async () => {
    watch('stopping', throughProxy)
    await untilStored('stopping', 5)
    proxy.fallSilent()
    const asked = performance.now()
    await leave()
    proxy.heal()
    // Left to itself the line is given up after twenty-five seconds.
    expect(performance.now() - asked).toBeLessThan(20_000)
  })

  test('I19 our own clock says when a mail came, whatever the server says', async () => {
    const ahead = new Date('2050-01-01T00:00:00Z')
    const began = Temporal.Now.instant()
    await dovecot.asAnother((client) => client.append('INBOX', letter('of-the-future'), [], ahead))
    watch('clock', dovecot.mailbox)
    await untilStored('clock', 6)
    const [last] = (await storedAs('clock')).slice(-1)
    const seconds = last?.receivedAt.since(began).total('seconds') ?? -1
    expect(seconds).toBeGreaterThanOrEqual(0)
    expect(seconds).toBeLessThan(240)
  })
})

/** The processes of the server that serve a connection each. */
async function imapProcesses(): Promise<number[]> {
  const all = await dovecot.processes()
  const named = await Promise.all(
    all.map(async (pid) => ({ pid, name: (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() })),
  )
  return named.filter(({ name }) => name === 'imap').map(({ pid }) => pid)
}

describe.runIf(there)('a worker that is killed', () => {
  function start() {
    const { user, host, port } = dovecot.mailbox
    return spawn(ourNode, ['--import', './db/load-hook.mjs', 'jobs/main.ts'], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production', DATABASE_URL: house.url, FILES_URL: house.filesUrl },
        ...{ SECRET_KEY: 'a secret of sixteen letters', MAIL_LISTEN: 'off', DEMO: '0' },
        IMAP_URL: `imap://${user}:pass@${host}:${port}/INBOX`,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
  }

  test('I01 I02 between fetching, committing and reading loses nothing and doubles nothing', async (context) => {
    const { name } = dovecot.mailbox
    const held = Promise.withResolvers<void>()
    const holding = house.sql.begin(async (sql) => {
      await sql`lock table inbound_mail in access exclusive mode`
      await held.promise
    })
    const first = start()
    context.onTestFinished(() => void first.kill('SIGKILL'))
    const waits = async () =>
      (
        await house.sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'insert into "inbound_mail"%'`
      ).length > 0
    await until(waits, 'the worker has fetched and wants to commit', 60)
    first.kill('SIGKILL')
    await once(first, 'exit')
    held.resolve()
    await holding
    expect(await storedAs(name)).toEqual([])
    const second = start()
    context.onTestFinished(() => void second.kill('SIGKILL'))
    await untilStored(name, 6)
    second.kill('SIGKILL')
    await once(second, 'exit')
    // Whoever comes next finds all of it, asks for none of it again, and what the dead had in hand is read once.
    watch(name, dovecot.mailbox)
    await dovecot.append([letter('after-the-kill')])
    await untilStored(name, 7)
    const lines = await storedAs(name)
    expect(lines.map(({ uid }) => uid)).toEqual([1, 3, 5, 6, 7, 8, 9])
  })
})

describe('a server of its own mind', () => {
  const some = [1, 2, 3].map((uid) => ({ uid, bytes: letter(`scripted-${uid}`) }))

  test('I10 one that lets us in and hangs up again and again is asked ever more seldom', async () => {
    const server = await aScriptedImap({
      mails: some,
      answers: (command, socket) => {
        if (!command.startsWith('IDLE')) return undefined
        socket.destroy()
        return 'nothing'
      },
    })
    watch('hangs up', server.mailbox, { pauses: { ...pauses, first: 50, longest: 400 } })
    await until(async () => server.seen.connectedAt.length >= 6, 'it was asked six times', 60)
    const gaps = server.seen.connectedAt.slice(1).map((at, place) => at - (server.seen.connectedAt[place] ?? 0))
    for (const [place, gap] of gaps.slice(0, 5).entries()) {
      expect(gap).toBeGreaterThanOrEqual(Math.min(50 * 2 ** place, 400))
    }
    expect(await storedAs('hangs up')).toHaveLength(3)
  })

  test('I11 one that is full is left alone for long, and its words are the fault of the mailbox', async () => {
    const full = 'NO [ALERT] Too many simultaneous connections.'
    const server = await aScriptedImap({
      mails: some,
      answers: (command) => (command.startsWith('LOGIN') ? [full] : undefined),
    })
    watch('full', server.mailbox)
    await until(async () => Boolean(await faultOf('full')), 'the fault is written down')
    expect(await faultOf('full')).toBe('full: Too many simultaneous connections.')
    expect(server.seen.connectedAt).toHaveLength(1)
  })

  test('I11 one that does not open the folder is asked again, and then read', async () => {
    const server = await aScriptedImap({
      mails: some,
      answers: (command, _, connection) =>
        command.startsWith('EXAMINE') && connection < 3 ? ['BAD User is authenticated but not connected.'] : undefined,
    })
    watch('not connected', server.mailbox)
    await untilStored('not connected', 3)
  })

  test.each<[string, Partial<Parameters<typeof aScriptedImap>[0]>]>([
    ['says much that nobody asked', { noise: ['* FOO bar', '* OK [ALERT] hello', '* 9 EXISTS', '* STATUS'] }],
    ['counts from the UIDVALIDITY zero', { uidValidity: 0 }],
    ['names a UID twice', { mails: [...some, { uid: 3, bytes: some[2]?.bytes ?? Buffer.alloc(0) }] }],
    [
      'says goodbye at once, the first time',
      {
        answers: (command, socket, connection) => {
          if (connection > 1 || !command.startsWith('UID FETCH')) return undefined
          socket.end('* BYE shutting down\r\n')
          return 'nothing'
        },
      },
    ],
    [
      'sends what is no answer, the first time',
      {
        answers: (command, _, connection, time) =>
          connection === 1 && time === 1 && command.startsWith('UID FETCH')
            ? ['* 1 FETCH (UID x RFC822.SIZE (((', '* {12 FETCH', 'OK done']
            : undefined,
      },
    ],
  ])('I18 one that %s is read all the same, each mail once', async (what, script) => {
    const server = await aScriptedImap({ mails: some, ...script })
    watch(what, server.mailbox, { patience: { ...quickly, socketTimeout: 3_000 }, pollSeconds: 1 })
    await untilStored(what, 3)
    expect((await storedAs(what)).map(({ uid }) => uid)).toEqual([1, 2, 3])
  })

  test('I09 I18 what one lists and does not give whole keeps nothing else, and is asked for until it comes', async () => {
    const ill = { now: true, random: 0 }
    const server = await aScriptedImap({
      mails: some,
      answers: (command) => {
        if (!ill.now || !command.includes('BODY.PEEK[]')) return undefined
        ill.random += 1
        // The first without bytes, the second with others each time.
        const sources = ['', `Subject: cut ${ill.random}\r\n`, String(some[2]?.bytes)]
        const lines = sources.map((source, at) => fetched(at + 1, { source, size: 1_500 }))
        return [
          ...lines.filter((_, at) =>
            command
              .split(' ')[2]
              ?.split(',')
              .includes(String(at + 1)),
          ),
          'OK done',
        ]
      },
    })
    watch('ill', server.mailbox, { pollSeconds: 1 })
    await until(async () => (await faultOf('ill')) !== null, 'it is seen to be ill', 60)
    expect(await faultOf('ill')).toMatch(/Message 1 measures \d+ bytes and did not come whole/)
    expect((await storedAs('ill')).map(({ uid }) => uid)).toEqual([3])
    ill.now = false
    await untilStored('ill', 3)
    expect((await storedAs('ill')).map(({ bytes }) => String(bytes))).toEqual(some.map(({ bytes }) => String(bytes)))
    await until(async () => (await faultOf('ill')) === null, 'it is well again', 60)
  })

  test('one that says too large a size each time, as Exchange does, is read all the same', async () => {
    const server = await aScriptedImap({
      mails: some,
      answers: (command) =>
        command.startsWith('UID FETCH')
          ? [
              ...some
                .filter(({ uid }) => !command.includes('BODY.PEEK[]') || command.split(' ')[2]?.includes(String(uid)))
                .map(({ uid, bytes }) => fetched(uid, { source: String(bytes), size: bytes.length + 900 })),
              'OK done',
            ]
          : undefined,
    })
    watch('Exchange', server.mailbox)
    await untilStored('Exchange', 3)
    expect((await storedAs('Exchange')).map(({ bytes }) => String(bytes))).toEqual(
      some.map(({ bytes }) => String(bytes)),
    )
    expect(await faultOf('Exchange')).toBeNull()
  })

  test('I15 a backlog is fetched in pages, in order, however long it is', async () => {
    const many = Array.from({ length: 250 }, (_, at) => ({ uid: at + 1, bytes: letter(`backlog-${at}`) }))
    const server = await aScriptedImap({ mails: many })
    watch('backlog', server.mailbox)
    await untilStored('backlog', 250)
    const pages = server.seen.commands.filter((command) => command.includes('BODY.PEEK[]'))
    expect(pages.map((command) => command.split(' ')[2]?.match(/\d+/g)?.at(-1))).toEqual(['100', '200', '250'])
  })
})

everyCaseHasItsTest({
  letter: 'I',
  count: 20,
  here: import.meta.filename,
  elsewhere: {
    I04: [
      [
        'mail/watch.test.ts',
        'a mail that somebody read first is taken all the same, and nothing is marked by us (I04)',
      ],
    ],
    I05: [['mail/watch.test.ts', 'under a new UIDVALIDITY all is fetched again and read as what it is: copies (I05)']],
    I12: [
      ['mail/watch.test.ts', 'is written down as the fault of the mailbox, and not tried again at once (I12)'],
      ['mail/arriving/sign-in.test.ts', 'a grant that was withdrawn is asked for once'],
    ],
    I13: [['mail/arriving/sign-in.test.ts', 'a mailbox that knows no password is read with a token']],
    I14: [
      [
        'mail/watch.test.ts',
        'two watchers of one mailbox keep one connection, and the second steps in for the first (I14)',
      ],
    ],
  },
  notHere: {
    I17: 'only named folders are read; a junk folder may be named as a mailbox of its own, and is read like any other',
  },
})
