import type { Db, Tx } from '../client.ts'

/**
 * A question that is written once for each database and from then on only given its values. To write the SQL of a large
 * one costs the web process more than to ask it.
 */
export function kept<Asked>(write: (db: Db | Tx) => Asked): (db: Db | Tx) => Asked {
  const written = new WeakMap<Db | Tx, Asked>()
  return (db) => {
    const known = written.get(db) ?? write(db)
    written.set(db, known)
    return known
  }
}
