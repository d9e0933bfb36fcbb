import type { Db } from '../client.ts'

/**
 * A question that is written once for each database and from then on only given its values. To write the SQL of a large
 * one costs the web process more than to ask it.
 */
export function kept<Asked>(write: (db: Db) => Asked): (db: Db) => Asked {
  const written = new WeakMap<Db, Asked>()
  return (db) => {
    const known = written.get(db) ?? write(db)
    written.set(db, known)
    return known
  }
}
