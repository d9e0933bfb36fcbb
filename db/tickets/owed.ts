import { and, asc, eq, inArray } from 'drizzle-orm'
import { commandBodies } from '../../domain/command.ts'
import type { Tx } from '../client.ts'
import { event } from '../schema/ticket.ts'

/**
 * What the invoice sent last still asks for, in minor units: its lines, less what came in since (R064, R065). null where
 * none was sent.
 */
export async function readOwed(tx: Tx, ticketId: string): Promise<number | null> {
  const money = await tx
    .select({ action: event.action, body: event.body })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), inArray(event.action, ['raise_invoice', 'record_payment'])))
    .orderBy(asc(event.at), asc(event.id))
  const sentLast = money.findLastIndex(({ action }) => action === 'raise_invoice')
  if (sentLast < 0) return null
  const [invoice, ...payments] = money.slice(sentLast).map(({ body }) => body)
  const asked = commandBodies.raise_invoice.safeParse(invoice).data?.lines ?? []
  const came = payments.map((body) => commandBodies.record_payment.safeParse(body).data?.amount ?? 0)
  return sum(asked.map(({ amount }) => amount)) - sum(came)
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
