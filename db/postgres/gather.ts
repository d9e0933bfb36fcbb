import type { Db, Tx } from '../client.ts'

type Waiting<Question, Answer> = {
  question: Question
  resolve: (answer: Answer) => void
  reject: (fault: unknown) => void
}

/**
 * Makes a question to the database one that can be asked many at a time: what several ask of the same transaction in
 * the same breath is put in one statement, and each gets its own answer. `askAll` answers in the order of the questions.
 */
export function gathered<Question, Answer>(askAll: (tx: Tx | Db, questions: Question[]) => Promise<Answer[]>) {
  const breaths = new WeakMap<Tx | Db, Waiting<Question, Answer>[]>()

  async function put(tx: Tx | Db, asked: Waiting<Question, Answer>[]) {
    breaths.delete(tx)
    try {
      const answers = await askAll(
        tx,
        asked.map(({ question }) => question),
      )
      for (const [place, answer] of answers.entries()) asked[place]?.resolve(answer)
    } catch (fault) {
      for (const { reject } of asked) reject(fault)
    }
  }

  return (tx: Tx | Db, question: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = breaths.get(tx) ?? []
      asked.push({ question, resolve, reject })
      if (asked.length > 1) return
      breaths.set(tx, asked)
      // After everybody who is ready now has had the chance to ask.
      setImmediate(() => void put(tx, asked))
    })
}
