import type { ListedPerson } from '../../db/people/people.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { Because } from '../../domain/words/mail-commands.ts'
import { plain } from './verbs.ts'

type Colleague = Pick<ListedPerson, 'name' | 'email' | 'roles'>

/** Whom of us a name means: an address, a whole name, names or their beginnings, or `me`. Refuses none and several. */
export function findColleague(
  written: string,
  { staff, actor }: { staff: readonly Colleague[]; actor: Staff },
): Colleague | Because {
  const said = plain(written)
  if (said === 'me' || said === 'eu' || said === 'mim') return actor
  const ways: ((one: Colleague) => boolean)[] = [
    ({ email }) => email.toLowerCase() === said,
    ({ name }) => plain(name) === said,
    ({ name }) => said.split(' ').every((part) => plain(name).split(' ').includes(part)),
    ({ name }) =>
      said.split(' ').every((part) =>
        plain(name)
          .split(' ')
          .some((word) => word.startsWith(part)),
      ),
  ]
  const found = ways.map((isMeant) => staff.filter(isMeant)).find((some) => some.length > 0) ?? []
  const [only, ...others] = found
  if (!only) return { code: 'nobody', details: [] }
  return others.length === 0 ? only : { code: 'several_people', details: found.map(({ name }) => name) }
}
