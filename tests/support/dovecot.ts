import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import type { Mailbox } from '../../db/mailbox/mail-settings.ts'
import { freePort } from '../../db/postgres/free-port.ts'

const program = '/usr/sbin/dovecot'
const run = promisify(execFile)

/** A real IMAP server in a folder and on a port of its own, with one user and one INBOX. */
export type Dovecot = {
  mailbox: Mailbox
  start: () => Promise<void>
  /** SIGKILLs it with all its children: what a crash leaves. */
  kill: () => Promise<void>
  /** Puts mails into the INBOX as a client would. */
  append: (mails: Uint8Array[]) => Promise<void>
  /** The same, as if they had come at that moment. */
  appendAt: (mails: Uint8Array[], at: Date) => Promise<void>
  /** Does something in the INBOX as another mail program. */
  asAnother: <T>(act: (client: ImapFlow) => Promise<T>) => Promise<T>
  /** Forgets its index, as a server moved to a new disk does: the same mails under a new UIDVALIDITY. */
  renumber: () => Promise<void>
  /** The processes it consists of, for whoever measures. */
  processes: () => Promise<number[]>
  remove: () => Promise<void>
}

/** Whether Debian's dovecot-imapd is on this machine. */
export async function hasDovecot(): Promise<boolean> {
  return access(program).then(
    () => true,
    () => false,
  )
}

/** `tokenInfo`: where it asks about access tokens (XOAUTH2), as the servers of the large providers do; the user is `desk`. */
export async function aDovecot({ tokenInfo }: { tokenInfo?: string } = {}): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-dovecot-'))
  const port = await freePort('127.0.0.1', 0)
  const password = 'pass'
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'mail'))
  await writeFile(join(folder, 'users'), `desk:{PLAIN}${password}\n`)
  const owner = process.getuid?.() === 0 ? 'nobody' : (process.env.USER ?? 'nobody')
  await writeFile(
    join(folder, 'dovecot.conf'),
    configuration(folder, { port, owner, byToken: tokenInfo !== undefined }),
  )
  await writeFile(join(folder, 'oauth2.conf'), `tokeninfo_url = ${tokenInfo}\nusername_attribute = email\n`)
  if (process.getuid?.() === 0) await run('chown', ['-R', owner, join(folder, 'mail')])
  let child: ChildProcess | null = null

  const start = async () => {
    child = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore', detached: true })
    await until(() => answers(port), 'Dovecot answers')
  }
  const kill = async () => {
    const all = await processes()
    for (const pid of all) signal(pid)
    await until(async () => !(await answers(port)), 'Dovecot is gone')
  }
  const processes = async () => (child?.pid ? familyOf(child.pid) : [])
  const asAnother: Dovecot['asAnother'] = async (act) => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      auth: { user: 'desk', pass: password },
      logger: false,
    })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.mailboxOpen('INBOX')
      return await act(client)
    } finally {
      await client.logout()
    }
  }
  return {
    mailbox: {
      ...{ name: `desk@127.0.0.1:${port}/INBOX`, host: '127.0.0.1', port, security: 'starttls', user: 'desk' },
      ...{ folder: 'INBOX', address: null, senderName: null, from: 'first', login: { by: 'password', password } },
    },
    ...{ start, kill, asAnother, processes },
    append: (mails) =>
      asAnother(async (client) => {
        for (const mail of mails) await client.append('INBOX', Buffer.from(mail))
      }),
    appendAt: (mails, at) =>
      asAnother(async (client) => {
        for (const mail of mails) await client.append('INBOX', Buffer.from(mail), [], at)
      }),
    renumber: async () => {
      await kill()
      const maildir = join(folder, 'mail', 'desk')
      const names = await readdir(maildir)
      for (const name of names.filter((each) => each.startsWith('dovecot')))
        await rm(join(maildir, name), { recursive: true })
      // The new UIDVALIDITY is the second in which it is made.
      await wait(1_100)
      await start()
    },
    remove: async () => {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configuration(folder: string, { port, owner, byToken }: { port: number; owner: string; byToken: boolean }) {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain${byToken ? ' xoauth2' : ''}
mail_location = maildir:${folder}/mail/%u
mail_uid = ${owner}
mail_gid = ${owner === 'nobody' ? 'nogroup' : owner}
first_valid_uid = 1
default_internal_user = ${owner}
default_login_user = ${owner}
default_internal_group = ${owner === 'nobody' ? 'nogroup' : owner}
mail_max_userip_connections = 50
${byToken ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${folder}/oauth2.conf\n}` : ''}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${owner} gid=${owner === 'nobody' ? 'nogroup' : owner} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`
}

/** A process and everything below it. */
async function familyOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(
    children
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((child) => familyOf(Number(child))),
  )
  return [pid, ...below.flat()]
}

function signal(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('data', () => socket.destroy())
  })
}

/** Waits for a fact, and says which one never came true. */
export async function until(isSo: () => Promise<boolean>, fact: string, seconds = 30): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (performance.now() < deadline) {
    if (await isSo()) return
    await wait(20)
  }
  throw new Error(`Not within ${seconds} s: ${fact}.`)
}
