import { performance } from 'node:perf_hooks'
import { createTransport } from 'nodemailer'
import { startHouse } from '../support/running-house.ts'
import { until } from '../support/until.ts'

/**
 * How long the whole product takes to be ready on a folder that is new and on one that is not, how soon a mail handed
 * to the listener is a ticket in the API, and how long stopping takes. Packages and build are there already.
 */
export async function measureStart() {
  const first = await timed(() => startHouse())
  const stopped = await timed(() => first.value.stop('data'))
  const later = await timed(() => startHouse({}, first.value.dataDir))
  const arrival = await measureArrival(later.value)
  await later.value.stop()
  return {
    firstStartSeconds: first.seconds,
    laterStartSeconds: later.seconds,
    stopSeconds: stopped.seconds,
    mailToTicketMs: arrival,
  }
}

async function measureArrival(house: Awaited<ReturnType<typeof startHouse>>) {
  const marta = await house.as('marta@agency.example')
  const transport = createTransport({ host: '127.0.0.1', port: house.mailPort, ignoreTLS: true })
  const times: number[] = []
  for (let round = 0; round < 10; round += 1) {
    const subject = `Arrival ${round} of ${crypto.randomUUID()}`
    await transport.sendMail({ from: 'joana@vale.example', to: 'support@desk.localhost', subject, text: 'Hello.' })
    const sent = performance.now()
    await until('the mail to be a ticket', async () => {
      const { body } = await marta('GET', '/tickets?stage=new&limit=20')
      return body.items.some(({ title }: { title: string }) => title === subject)
    })
    times.push(performance.now() - sent)
  }
  transport.close()
  times.sort((one, other) => one - other)
  return { p50: Math.round(times[4] ?? 0), max: Math.round(times.at(-1) ?? 0) }
}

async function timed<Value>(act: () => Promise<Value>) {
  const began = performance.now()
  const value = await act()
  return { value, seconds: Number(((performance.now() - began) / 1000).toFixed(1)) }
}
