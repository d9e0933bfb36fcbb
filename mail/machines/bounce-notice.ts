import { z } from 'zod'

const noticeSchema = z.object({
  notificationType: z.literal('Bounce'),
  bounce: z.object({
    bounceType: z.string(),
    bouncedRecipients: z.array(
      z.object({ emailAddress: z.string(), status: z.string().optional(), diagnosticCode: z.string().optional() }),
    ),
  }),
  mail: z.object({ messageId: z.string().optional(), headers: z.unknown() }).partial().optional(),
})

const wrapperSchema = z.object({ Message: z.string() })

/** Reads the JSON that large senders mail instead of a delivery report; null for anything else. */
export function readBounceNotice(text: string) {
  const json = text.trimStart()
  if (!json.startsWith('{') || !json.includes('notificationType')) return null
  const end = json.search(/\n\s*--\s*\n/)
  const notice = noticeSchema.safeParse(unwrap(parseJson(end < 0 ? json : json.slice(0, end))))
  if (!notice.success) return null
  const { bounceType, bouncedRecipients } = notice.data.bounce
  return {
    recipients: bouncedRecipients.map(({ emailAddress }) => emailAddress.replace(/[<>\s]/g, '').toLowerCase()),
    codes: bouncedRecipients.flatMap(({ status }) => status ?? []),
    diagnostic: bouncedRecipients.flatMap(({ diagnosticCode }) => diagnosticCode ?? []).join('\n'),
    delayed: false,
    arrived: false,
    isPermanent: bounceType === 'Permanent',
  }
}

/** A queue in between puts the notice into a letter of its own, as a string. */
function unwrap(json: unknown): unknown {
  const wrapper = wrapperSchema.safeParse(json)
  return wrapper.success ? parseJson(wrapper.data.Message) : json
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\r?\n/g, ''))
  } catch {
    return null
  }
}
