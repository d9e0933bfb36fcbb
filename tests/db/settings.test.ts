import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { recall, remember } from '../../db/remembered.ts'
import { type Environment, readRunningSettings, readSettings, SettingFault } from '../../db/settings.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'signoff-settings-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const embedded = (more: Environment = {}) => readSettings({ DATA_DIR: dataDir, ...more })
const outside = { DATA_DIR: dataDir, DATABASE_URL: 'postgres://house@db/signoff', SECRET_KEY: 'long enough to be one' }

test('with nothing given the embedded house is a demo that listens and trusts loopback', () => {
  expect(embedded()).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    baseUrl: 'http://localhost:3000',
    databaseUrl: null,
    mailDomain: 'desk.localhost',
    mailListen: { protocol: 'smtp', host: '127.0.0.1', port: 2525 },
    mailboxes: [],
    smtpUrl: null,
    pollSeconds: 60,
    demo: true,
    trustLoopback: true,
  })
})

test('with a database given nothing listens, nothing is a demo, nothing is trusted', () => {
  expect(readSettings(outside)).toMatchObject({ mailListen: null, demo: false, trustLoopback: false })
})

test('a secret nobody gave is made once, kept, and readable by its owner alone', () => {
  const { secretKey } = embedded()
  expect(embedded().secretKey).toBe(secretKey)
  expect(readFileSync(join(dataDir, 'secret-key'), 'utf8').trim()).toBe(secretKey)
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600)
})

test('the address follows the port, and an empty setting is one not given', () => {
  expect(embedded({ PORT: '4100', BASE_URL: ' ' }).baseUrl).toBe('http://localhost:4100')
  expect(embedded({ BASE_URL: 'https://desk.example.com/' }).baseUrl).toBe('https://desk.example.com')
})

test('several mailboxes are read apart, with passwords that no name repeats', () => {
  const { mailboxes, trustLoopback } = embedded({
    IMAP_URL: 'imaps://a%40b.example:s3%20cret@mail.example/INBOX imap://desk:other@127.0.0.1:1143/Support',
  })
  expect(mailboxes).toMatchObject([
    {
      user: 'a@b.example',
      port: 993,
      security: 'tls',
      folder: 'INBOX',
      login: { by: 'password', password: 's3 cret' },
    },
    { user: 'desk', port: 1143, security: 'starttls', folder: 'Support' },
  ])
  expect(mailboxes.map(({ name }) => name).join()).not.toMatch(/s3|other/)
  expect(trustLoopback).toBe(false)
})

test('a Google mailbox brings what fetches its tokens', () => {
  const url = 'imaps://desk%40x.example@imap.gmail.com/?auth=xoauth2&provider=google&client_id=c&refresh_token=r'
  expect(embedded({ IMAP_URL: url }).mailboxes).toMatchObject([
    {
      folder: 'INBOX',
      login: { by: 'xoauth2', grant: { tokenUrl: 'https://oauth2.googleapis.com/token', clientSecret: null } },
    },
  ])
})

test('a mailbox is read from its first mail, or from now or a day on, as its settings say (I15)', () => {
  const url = 'imaps://desk:p@mail.example/INBOX'
  const from = (said: string) => String(embedded({ IMAP_URL: `${url}${said}` }).mailboxes[0]?.from)
  expect([from(''), from('?from=now'), from('?from=2026-11-01')]).toEqual(['first', 'now', '2026-11-01'])
  for (const wrong of ['', 'then', '2026-11-31', '2026-11'])
    expect(() => from(`?from=${wrong}`)).toThrow(/^IMAP_URL cannot be read/)
})

test.each([
  [{ PORT: 'abc' }, 'PORT is "abc"; expected a port from 1 to 65535.'],
  [{ PORT: '70000' }, 'PORT is "70000"; expected a port from 1 to 65535.'],
  [{ BASE_URL: 'desk' }, 'BASE_URL is "desk"; expected an http or https address without a path.'],
  [
    { BASE_URL: 'https://x.example/desk' },
    'BASE_URL is "https://x.example/desk"; expected an http or https address without a path.',
  ],
  [{ MAIL_LISTEN: 'smtp://host' }, 'MAIL_LISTEN is "smtp://host"; expected smtp://host:port, lmtp://host:port or off.'],
  [{ POLL_SECONDS: '0' }, 'POLL_SECONDS is "0"; expected a number from 1 to 3600.'],
  [{ DEMO: 'yes' }, 'DEMO is "yes"; expected 0 or 1.'],
  [{ DEMO: '0', MAIL_TRUST_LOOPBACK: '1' }, 'MAIL_TRUST_LOOPBACK is "1"; expected 0, because it is only for DEMO=1.'],
])('%j is refused by name', (wrong, sentence) => {
  expect(() => embedded(wrong)).toThrow(new SettingFault(sentence))
})

test.each([
  { DATABASE_URL: 'mysql://house:hunter2@db/x' },
  { IMAP_URL: 'imaps://desk:hunter2@' },
  { SMTP_URL: 'hunter2' },
  { SECRET_KEY: 'hunter2' },
])('a fault in %j never repeats the secret', (wrong) => {
  expect(() => embedded(wrong)).toThrow(/cannot be read/)
  expect(() => embedded(wrong)).not.toThrow(/hunter2/)
})

test('with a database given the secret must be given too', () => {
  expect(() => readSettings({ ...outside, SECRET_KEY: undefined })).toThrow(/^SECRET_KEY is missing/)
})

test('what runs beside a start agrees with what it settled, unless it was asked for otherwise', () => {
  const settled = { PORT: '4312', BASE_URL: 'http://localhost:4312', MAIL_LISTEN: 'off', DEMO: '0' } as const
  remember(dataDir, { ...settled, ...{ SMTP_URL: 'smtp://desk:hunter2@mail' } })
  expect(recall(dataDir)).toEqual(settled)
  expect(readRunningSettings({ DATA_DIR: dataDir })).toMatchObject({ port: 4312, mailListen: null, demo: false })
  expect(readRunningSettings({ DATA_DIR: dataDir, DEMO: '1' })).toMatchObject({ demo: true })
})
