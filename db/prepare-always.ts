import type postgres from 'postgres'

/**
 * The same client, but every statement is prepared once a connection and run by its name from then on: one round trip
 * instead of two, and no planning anew. drizzle asks for this only where each query is given a name by hand.
 */
export function prepareAlways(client: postgres.Sql): postgres.Sql {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'unsafe') return preparing(target)
      if (name === 'begin') return (work: Work) => target.begin((tx) => work(withinTransaction(tx)))
      return Reflect.get(target, name)
    },
  })
}

/** The same client, but its transactions begin in a manner, such as `read only`. */
export function beginAtOnce(client: postgres.Sql, manner: string): postgres.Sql {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'begin') return (work: Work) => target.begin(manner, work)
      return Reflect.get(target, name)
    },
  })
}

type Work = (tx: postgres.TransactionSql) => unknown

function withinTransaction(client: postgres.TransactionSql): postgres.TransactionSql {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'unsafe') return preparing(target)
      if (name === 'savepoint') return (work: Work) => target.savepoint((tx) => work(withinTransaction(tx)))
      return Reflect.get(target, name)
    },
  })
}

/** Very long statements are lists of one length or another, hardly ever the same again. */
const longest = 8_000

function preparing(client: postgres.Sql | postgres.TransactionSql): postgres.Sql['unsafe'] {
  return (text, values, options) => client.unsafe(text, values, { ...options, prepare: text.length <= longest })
}
