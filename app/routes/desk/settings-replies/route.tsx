import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { dropReply, keepReply } from '../../../../db/agency/keep-reply.ts'
import { listSavedReplies } from '../../../../db/agency/saved-replies.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { isAdmin } from '../../../../domain/setting.ts'
import { languages } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Button } from '../../../components/button.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '../../../components/field.tsx'
import { titled } from '../../../title.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { keepSetting } from '../settings-frame/keep.server.ts'
import { SettingsPage } from '../settings-frame/page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/replies: one's own and everybody's. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = settingWordsFor(language)
  const admin: boolean = isAdmin(actor)
  const replies = await listSavedReplies(context.house.db, actor.id)
  const blank = { id: '', name: '', body: '', language, mayChange: true, forAll: false, whose: '' }
  return {
    title: titled(wordsFor(language), words.replies.title),
    words: { ...words.replies, remove: words.remove },
    admin,
    languages: languages.map((one) => ({ value: one, label: words.languages[one] })),
    replies: [
      blank,
      ...replies.map(({ ownerId, ...reply }) => ({
        ...{ ...reply, forAll: ownerId === null, mayChange: ownerId !== null || admin },
        whose: `${ownerId === null ? words.replies.forAll : words.replies.mine} · ${words.languages[reply.language]}`,
      })),
    ],
  }
}

/** POST /desk/settings/replies: `id` (none is a new one), its fields, or `do` = drop. */
export function action(asked: ActionFunctionArgs) {
  const { house } = asked.context
  return keepSetting(asked, {
    ...{ path: '/desk/settings/replies', fields: ['id', 'name', 'body', 'language'] },
    carryOut: async ({ form, actor, language, now }) => {
      const id = form.one('id')
      const facts = {
        ...{ name: form.one('name'), body: form.one('body') },
        language: languages.find((one) => one === form.one('language')) ?? language,
      }
      const done =
        form.one('do') === 'drop'
          ? await dropReply(house, { id, by: actor, now })
          : await keepReply(house, { id: id || null, forAll: form.one('for_all') !== '', facts, by: actor, now })
      return isRefusal(done) ? done : { saved: settingWordsFor(language).saved }
    },
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Replies() {
  const { words, admin, languages: offered, replies } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <SettingsPage words={words} errors={failed?.errors.map(({ text }: FieldError) => ({ field: '', text })) ?? []}>
      {replies.map((reply) => {
        const { id, name, body, language, mayChange, forAll, whose } = reply
        const asked = failed?.entered.id === id ? failed.entered : null
        const named = (field: string) => ({ name: field, id: `${field}-${id}` })
        return (
          <details key={`${id}${name}${body.length}`} className="card padded" open={asked !== null}>
            <summary>
              {id === '' ? words.add : name} <span className="hint">{whose}</span>
            </summary>
            {mayChange ? (
              <Form method="post" className="form" noValidate>
                <input type="hidden" name="id" value={id} />
                <TextField {...named('name')} label={words.name} maxLength={100} defaultValue={asked?.name ?? name} />
                <TextArea {...named('body')} label={words.body} defaultValue={asked?.body ?? body} />
                <SelectField
                  {...named('language')}
                  label={words.language}
                  options={offered}
                  chosen={asked?.language ?? language}
                />
                {admin && (
                  <label className="check">
                    <input type="checkbox" name="for_all" value="on" defaultChecked={forAll} />
                    <span>{words.forAll}</span>
                  </label>
                )}
                <div className="button-row">
                  <Button look="primary">{words.save}</Button>
                  {id !== '' && (
                    <Button name="do" value="drop">
                      {words.remove}
                    </Button>
                  )}
                </div>
              </Form>
            ) : (
              <p>{body}</p>
            )}
          </details>
        )
      })}
    </SettingsPage>
  )
}
