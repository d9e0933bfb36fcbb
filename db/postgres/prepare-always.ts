import postgres from 'postgres'

/**
 * The same client, but every statement is prepared once a connection and run by its name from then on: one round trip
 * instead of two, and no planning anew. drizzle asks for this only where each query is given a name by hand.
 * A statement that fails forgets what it was asked with, so that no message, log or job tells customers' words.
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
  return (text, values, options) =>
    discreet(client.unsafe(text, values, { ...options, prepare: text.length <= longest }), values ?? [])
}

/** Heard before whoever waits for the answer: drizzle puts these very values into the message of its fault. */
function discreet<Asked extends Promise<unknown>>(asked: Asked, values: unknown[]): Asked {
  asked.catch((fault) => forgetValues(fault, values))
  return asked
}

/** Errors of this class say what they could not read: "invalid input syntax for type uuid: …" (PostgreSQL, A). */
const dataException = '22'

function forgetValues(fault: unknown, values: unknown[]): void {
  values.length = 0
  if (!(fault instanceof postgres.PostgresError)) return
  // "Key (address)=(…) already exists", "Failing row contains (…)".
  delete fault.detail
  delete fault.where
  if (!fault.code.startsWith(dataException)) return
  const said = fault.message
  fault.message = `A value is malformed (${fault.code}, ${fault.routine})`
  const stack = fault.stack?.replace(said, () => fault.message)
  // The driver has made it read-only.
  Reflect.defineProperty(fault, 'stack', { value: stack })
}
