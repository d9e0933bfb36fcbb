import { type AppLoadContext, data } from '@remix-run/node'
import { z } from 'zod'
import { keepManner, readWishes } from '../../../db/people/manner.ts'
import { listDevices, revokeDevice } from '../../../db/people/session.ts'
import { letterWishes } from '../../../domain/notify.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { languages } from '../../../domain/ticket.ts'
import type { Reader } from '../../actor.server.ts'
import { sayDevice } from '../../device.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { readForm } from '../../form.server.ts'
import { sayWhen } from '../../moment.server.ts'
import { themes } from '../../preferences.ts'
import { titled } from '../../title.ts'
import { portalWords } from '../../words/portal.server.ts'
import { settingWordsFor } from '../../words/settings.server.ts'
import { wordsFor } from '../../words/words.ts'

const timeZones = Intl.supportedValuesOf('timeZone')

const chosen = z.object({
  language: z.enum(languages),
  time_zone: z.string().refine((zone) => timeZones.includes(zone)),
  theme: z.enum(themes),
  letters: z.enum(letterWishes).optional(),
})

/** How a reader is served now, and what they may choose. */
export async function showManner(
  { actor, language, timeZone, theme, sessionToken }: Reader,
  { house, now }: Pick<AppLoadContext, 'house' | 'now'>,
) {
  const words = settingWordsFor(language).me
  const manner = { language, timeZone, now: now() }
  const [{ letters, shortcuts }, devices] = await Promise.all([
    readWishes(house.db, actor.id),
    listDevices(house.db, { personId: actor.id, token: sessionToken, now: manner.now }),
  ])
  const title = titled(wordsFor(language), wordsFor(language).shell.me)
  return {
    title,
    who: { name: actor.name, email: actor.email },
    manner: {
      ...{ language, timeZone, theme, letters, formKey: crypto.randomUUID() },
      shortcuts: actor.kind === 'staff' ? shortcuts : null,
      wishes: letterWishes.map((wish) => ({ value: wish, label: words.wishes[wish] })),
      words: { letters: words.letters, shortcuts: words.shortcuts },
    },
    devices: {
      words: { devices: words.devices, current: words.current, out: words.out },
      list: devices.map(({ id, name, seenAt, current }) => ({
        ...{ id, current },
        ...{ name: sayDevice(name, language), seen: sayWhen(seenAt, manner).text },
      })),
    },
  }
}

/**
 * Keeps the settings a reader sent from the page at `path`, and leads back there. Sent twice they are the same
 * settings, so the key of the form has nothing to guard.
 */
export async function keepSettings(
  request: Request,
  { actor, language }: Reader,
  { path, context }: { path: string; context: AppLoadContext },
) {
  const form = await readForm(request)
  const { wrong } = portalWords(language)
  if (form === null || isRefusal(form)) return data({ errors: [{ field: '', text: wrong.form }] }, { status: 400 })
  if (form.one('do') === 'sign_out') {
    await revokeDevice(context.house.db, actor.id, form.one('device'))
    return redirectWith(path, { tone: 'good', text: settingWordsFor(language).me.signedOut }, context.settings)
  }
  const fields = ['language', 'time_zone', 'theme'] as const
  const read = chosen.safeParse({
    ...Object.fromEntries(fields.map((field) => [field, form.one(field)])),
    letters: form.one('letters') || undefined,
  })
  if (!read.success) {
    const errors = read.error.issues.map(({ path: [field] }) => ({
      field: String(field),
      text: field === 'time_zone' ? wrong.zone : wrong.other,
    }))
    return data({ errors }, { status: 422 })
  }
  const { time_zone: timeZone, letters, ...rest } = read.data
  await keepManner(context.house.db, actor.id, {
    ...{ ...rest, timeZone },
    ...(letters && { letters }),
    // A box left empty sends nothing, so the form says that it has one.
    ...(form.one('has_shortcuts') !== '' && { shortcuts: form.one('shortcuts') !== '' }),
  })
  return redirectWith(path, { tone: 'good', text: wordsFor(rest.language).me.saved }, context.settings)
}
