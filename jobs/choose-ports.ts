import { freePort, isFree } from '../db/postgres/free-port.ts'
import type { Settings } from '../db/settings.ts'
import { CannotStart } from './cannot-start.ts'

/** What to hand on to portal and worker, and what to tell the person when a usual port had to give way. */
export type Ports = { environment: { PORT: string; BASE_URL: string; MAIL_LISTEN: string }; moved: string[] }

/** A port nobody asked for gives way when it is taken; one that was asked for is refused (CannotStart). */
export async function choosePorts(settings: Settings): Promise<Ports> {
  const moved: string[] = []
  const choose = async (
    name: 'PORT' | 'MAIL_LISTEN',
    { host, port }: { host: string; port: number },
    byName: boolean,
  ) => {
    if (byName && !(await isFree(host, port))) {
      throw new CannotStart(`${name} asks for port ${port} on ${host}, which is taken; free it or ask for another.`)
    }
    const free = await freePort(host, port)
    if (free !== port) moved.push(`Port ${port} is taken; ${free} takes its place.`)
    return free
  }

  const port = await choose('PORT', settings, settings.asked.port)
  const { mailListen } = settings
  const mailPort = mailListen && (await choose('MAIL_LISTEN', mailListen, settings.asked.mailListen))
  return {
    moved,
    environment: {
      PORT: String(port),
      BASE_URL: settings.asked.baseUrl ? settings.baseUrl : `http://localhost:${port}`,
      MAIL_LISTEN: mailListen ? `${mailListen.protocol}://${bracketed(mailListen.host)}:${mailPort}` : 'off',
    },
  }
}

/** An IPv6 address stands in brackets in a URL. */
function bracketed(host: string) {
  return host.includes(':') ? `[${host}]` : host
}
