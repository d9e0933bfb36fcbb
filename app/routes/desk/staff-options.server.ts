import type { ListedPerson } from '../../../db/people/people.ts'
import type { Role } from '../../../domain/ticket.ts'
import type { Option } from '../../components/field.tsx'

/** Those of us with a role, to choose from; named by their address, as the body of `assign` names them. */
export function optionsFor(role: Role, staff: ListedPerson[]): Option[] {
  return staff.filter(({ roles }) => roles.includes(role)).map(({ email, name }) => ({ value: email, label: name }))
}
