import { listDocuments } from '../../../db/customers/documents.ts'
import type { House } from '../../../db/house.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { ContentsOfApp } from './contents.tsx'

/** The pages a contact may read, under their apps; of who has several companies each app names its own. */
export async function readContents(house: House, actor: Contact): Promise<ContentsOfApp[]> {
  const pages = await listDocuments(house, actor)
  const several = actor.memberships.length > 1
  return [...Map.groupBy(pages, ({ app }) => app.id).entries()].flatMap(([id, own]) =>
    own.slice(0, 1).map(({ app, company }) => ({
      id,
      name: several ? `${app.name} (${company.name})` : app.name,
      pages: own.map((page) => ({ id: page.id, title: page.title })),
    })),
  )
}
