import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { isFilesUrl } from './file-store.ts'
import { type Mailbox, type MailListen, parseMailboxes, parseMailListen } from './mailbox/mail-settings.ts'
import { recall } from './remembered.ts'
import { keepSecret } from './secret.ts'

/** Everything an operator may decide, parsed once. `null` stands for "not given, and nothing takes its place". */
export type Settings = {
  host: string
  port: number
  /** Origin of every link in a mail; no slash at its end. */
  baseUrl: string
  /** Absolute. */
  dataDir: string
  /** null: the embedded PostgreSQL under `dataDir`. */
  databaseUrl: string | null
  secretKey: string
  /** `file:` of a folder, or `s3:` of a bucket with the key to it. */
  filesUrl: string
  mailDomain: string
  /** null: nobody listens. */
  mailListen: MailListen | null
  mailboxes: Mailbox[]
  /** null: outgoing mail is kept and shown in the mail log only. */
  smtpUrl: string | null
  authservId: string | null
  trustLoopback: boolean
  pollSeconds: number
  demo: boolean
  /** Which of the settings with a movable default were asked for by name. */
  asked: { port: boolean; baseUrl: boolean; mailListen: boolean; demo: boolean }
}

export type Environment = Record<string, string | undefined>

/** A setting is missing or malformed. The message is one whole sentence, without any secret. */
export class SettingFault extends Error {}

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { abort: true })
const port = z.coerce.number().int().min(1).max(65535)
const flag = z.enum(['0', '1']).transform((text) => text === '1')
const domain = z.string().regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i)
const bare = (text: string) => new URL(text).pathname === '/' && new URL(text).search === ''

const given = z
  .object({
    PORT: port,
    HOST: z.string().regex(/^[a-z0-9.:-]+$/i),
    BASE_URL: url('http:', 'https:').refine(bare),
    DATA_DIR: z.string(),
    DATABASE_URL: url('postgres:', 'postgresql:'),
    SECRET_KEY: z.string().min(16),
    FILES_URL: z.string().refine(isFilesUrl),
    MAIL_DOMAIN: domain,
    MAIL_LISTEN: z.string().transform(readBy(parseMailListen)),
    IMAP_URL: z.string().transform(readBy(parseMailboxes)),
    SMTP_URL: url('smtp:', 'smtps:'),
    MAIL_AUTHSERV_ID: domain,
    MAIL_TRUST_LOOPBACK: flag,
    POLL_SECONDS: z.coerce.number().min(1).max(3600),
    DEMO: flag,
  })
  .partial()
type Given = z.infer<typeof given>

const expected: Record<keyof Given, string> = {
  PORT: 'a port from 1 to 65535',
  HOST: 'an address to listen on, such as 127.0.0.1',
  BASE_URL: 'an http or https address without a path',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'postgres://user:password@host:port/database',
  SECRET_KEY: 'at least 16 characters nobody can guess',
  FILES_URL: 'file:///folder or s3://key:secret@host/bucket?region=…, one that all machines of the house can reach',
  MAIL_DOMAIN: 'a domain name such as desk.example.com',
  MAIL_LISTEN: 'smtp://host:port, lmtp://host:port or off',
  IMAP_URL: 'imaps://user:password@host:port/INBOX, or several separated by spaces',
  SMTP_URL: 'smtp://user:password@host:port or smtps://…',
  MAIL_AUTHSERV_ID: 'the name our mail server signs its verdicts with',
  MAIL_TRUST_LOOPBACK: '0 or 1',
  POLL_SECONDS: 'a number from 1 to 3600',
  DEMO: '0 or 1',
}

/** What they hold may be a secret, so a fault never shows it. */
const hidden = new Set<string>(['DATABASE_URL', 'SECRET_KEY', 'FILES_URL', 'IMAP_URL', 'SMTP_URL'])

/**
 * The settings of this environment; an empty value counts as not given. Refuses (SettingFault) the first one that is
 * missing or malformed. Without DATABASE_URL the secret is kept under DATA_DIR.
 */
export function readSettings(environment: Environment): Settings {
  return settle(readGiven(environment))
}

/** The settings as the start on this data folder settled them: for what runs beside it. */
export function readRunningSettings(environment: Environment): Settings {
  const asked = withoutBlanks(environment)
  const dataDir = resolve(asked.DATA_DIR ?? 'data')
  return readSettings(asked.DATABASE_URL ? asked : { ...recall(dataDir), ...asked })
}

/** For the start of a program: its settings, or one line on stderr and the end. */
export function settingsOrExit(): Settings {
  return orExit(() => readRunningSettings(process.env))
}

/** For the starter, which settles what was not asked for: the settings as given, and the environment to hand on. */
export function startingSettingsOrExit(): { settings: Settings; environment: Environment } {
  return orExit(() => ({ settings: readSettings(process.env), environment: process.env }))
}

function orExit<Answer>(read: () => Answer): Answer {
  try {
    return read()
  } catch (fault) {
    if (!(fault instanceof SettingFault)) throw fault
    console.error(fault.message)
    process.exit(1)
  }
}

function readGiven(environment: Environment): Given {
  const read = given.safeParse(withoutBlanks(environment))
  if (read.success) return read.data
  const name = given.keyof().parse(read.error.issues[0]?.path[0])
  const was = hidden.has(name) ? 'cannot be read' : `is "${environment[name]}"`
  throw new SettingFault(`${name} ${was}; expected ${expected[name]}.`)
}

function withoutBlanks(environment: Environment): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()]] : []))
  return Object.fromEntries(kept)
}

function readBy<Answer>(parse: (text: string) => Answer | null) {
  return (text: string, context: z.RefinementCtx): Answer => {
    const answer = parse(text)
    if (answer !== null) return answer
    context.addIssue({ code: 'custom' })
    return z.NEVER
  }
}

/** Defaults that lean on one another: the embedded house listens for mail and is a demo, and the demo trusts loopback. */
function settle(given: Given): Settings {
  const dataDir = resolve(given.DATA_DIR ?? 'data')
  const embedded = given.DATABASE_URL === undefined
  const port = given.PORT ?? 3000
  const demo = given.DEMO ?? embedded
  const mailboxes = given.IMAP_URL ?? []
  return {
    host: given.HOST ?? '127.0.0.1',
    port,
    baseUrl: new URL(given.BASE_URL ?? `http://localhost:${port}`).origin,
    dataDir,
    databaseUrl: given.DATABASE_URL ?? null,
    secretKey: given.SECRET_KEY ?? madeUpSecret(embedded, dataDir),
    filesUrl: given.FILES_URL ?? pathToFileURL(join(dataDir, 'files')).href,
    mailDomain: (given.MAIL_DOMAIN ?? 'desk.localhost').toLowerCase(),
    mailListen: settleListen(given.MAIL_LISTEN, embedded),
    mailboxes,
    smtpUrl: given.SMTP_URL ?? null,
    authservId: given.MAIL_AUTHSERV_ID ?? null,
    trustLoopback: settleTrust(given.MAIL_TRUST_LOOPBACK, demo, mailboxes),
    pollSeconds: given.POLL_SECONDS ?? 60,
    demo,
    asked: {
      port: given.PORT !== undefined,
      baseUrl: given.BASE_URL !== undefined,
      mailListen: given.MAIL_LISTEN !== undefined,
      demo: given.DEMO !== undefined,
    },
  }
}

function madeUpSecret(embedded: boolean, dataDir: string) {
  if (embedded) return keepSecret(join(dataDir, 'secret-key'))
  throw new SettingFault(`SECRET_KEY is missing; with DATABASE_URL it must be given: ${expected.SECRET_KEY}.`)
}

function settleListen(asked: Given['MAIL_LISTEN'], embedded: boolean): MailListen | null {
  if (asked === 'off') return null
  return asked ?? (embedded ? { protocol: 'smtp', host: '127.0.0.1', port: 2525 } : null)
}

/** Outside the demo loopback proves nothing: a relay beside us would vouch for the whole world. */
function settleTrust(asked: boolean | undefined, demo: boolean, mailboxes: Mailbox[]) {
  if (asked && !demo) throw new SettingFault('MAIL_TRUST_LOOPBACK is "1"; expected 0, because it is only for DEMO=1.')
  return asked ?? (demo && mailboxes.length === 0)
}
