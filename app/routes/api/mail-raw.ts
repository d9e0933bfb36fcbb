import { z } from 'zod'
import { readRawMail } from '../../../db/mailbox/mail-log.ts'
import { isDemo } from '../../../db/people/demo.ts'
import { forStaff, notFound, reads, refusesMethod } from './call.server.ts'

/** GET /api/v1/mail/{id}/raw */
export const loader = reads(
  forStaff(async ({ house, actor, params, context: { settings } }) => {
    const id = z.uuid().safeParse(params.id)
    const demo = await isDemo(house, settings)
    const bytes = id.success ? await readRawMail(house, { id: id.data, actor, demo }) : null
    if (!bytes) return notFound()
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'message/rfc822',
        'Content-Disposition': `attachment; filename="${params.id}.eml"`,
        'Cache-Control': 'private, no-store',
      },
    })
  }),
)

export const action = refusesMethod('GET')
