import { type Column, getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db, Tx } from '../client.ts'
import { gathered } from './gather.ts'

/** How a statement ends: what to do with rows that are there already, and what to answer of those written. */
type Ending = '' | `on conflict ${string}` | `returning ${string}`

type Row = Record<string, unknown>

/**
 * Inserts a row; rows that several insert in the same breath go in one statement. For tables with a key named `id`:
 * answers what `ending` returns of the row, or null when it was there already.
 */
export function insertsRow<Table extends PgTable>(table: Table, ending: Ending) {
  return gathered<Table['$inferInsert'], ({ id: string } & Row) | null>(async (tx, rows) => {
    const full = rows.map((row) => withDefaults(table, row))
    const kept = new Map((await insertFull(tx, table, full, ending)).map((row) => [row.id, row]))
    return full.map(({ id }) => {
      const row = kept.get(id)
      return row ? { ...row, id: String(id) } : null
    })
  })
}

/**
 * Inserts rows. They travel as one JSON value, so that the statement reads the same for one row and for fifty: it is
 * prepared once, and costs a fraction of a list of parameters. Not for bytes. Answers what `ending` returns, in order.
 */
export function insertRows<Table extends PgTable>(
  tx: Tx | Db,
  table: Table,
  rows: Table['$inferInsert'][],
  ending: Ending,
): Promise<Row[]> {
  return insertFull(
    tx,
    table,
    rows.map((row) => withDefaults(table, row)),
    ending,
  )
}

async function insertFull(tx: Tx | Db, table: PgTable, rows: Row[], ending: Ending): Promise<Row[]> {
  const written: Row[] = []
  // A column that a row does not name is left to the database, so those that name the same ones go together.
  for (const [names, alike] of Object.entries(Object.groupBy(rows, (row) => Object.keys(row).join()))) {
    const { beginning, end } = textFor(table, names)
    written.push(...(await tx.execute(sql`${beginning}${asJson(alike ?? [])}${end} ${sql.raw(ending)}`)))
  }
  return written
}

type Text = { beginning: SQL; end: SQL }

const texts = new WeakMap<PgTable, Map<string, Text>>()

/** What stands around the rows of a table that name these columns: the same each time, and long. */
function textFor(table: PgTable, names: string): Text {
  const known = texts.get(table) ?? new Map<string, Text>()
  texts.set(table, known)
  const text = known.get(names) ?? {
    beginning: sql.raw(beginningOf(table, names.split(','))),
    end: sql.raw(middleOf(table, names.split(','))),
  }
  known.set(names, text)
  return text
}

function withDefaults(table: PgTable, row: Row): Row {
  const full: Row = {}
  const columns = getTableColumns(table)
  for (const name in columns) {
    const value = row[name] === undefined ? columns[name]?.defaultFn?.() : row[name]
    // As text: rows of plain values alone are made JSON in one go.
    if (value !== undefined) full[name] = value instanceof Temporal.Instant ? value.toString() : value
  }
  return full
}

function beginningOf(table: PgTable, names: string[]) {
  const columns = names.map((name) => `"${columnName(table, name)}"`).join(', ')
  return `insert into "${getTableName(table)}" (${columns}) select ${names.map((name) => `"${name}"`).join(', ')} from json_to_recordset(`
}

function middleOf(table: PgTable, names: string[]) {
  const fields = names.map((name) => `"${name}" ${columnOf(table, name).getSQLType()}`)
  return `::json) as given (${fields.join(', ')})`
}

function columnName(table: PgTable, name: string) {
  const column = columnOf(table, name)
  return column.keyAsName ? toSnakeCase(name) : column.name
}

function columnOf(table: PgTable, name: string): Column {
  const column = getTableColumns(table)[name]
  if (!column) throw new Error(`The table ${getTableName(table)} has no column ${name}.`)
  return column
}

/** Rows as one value. Half a character, which a cut or a broken sender leaves behind, is none in the database's JSON. */
export function asJson(rows: Row[]): string {
  const json = JSON.stringify(rows)
  // Looked for in what is written, because looking at each value as it is written costs three times the writing.
  return halfCharacter.test(json) ? JSON.stringify(rows, wellFormed) : json
}

/** As JSON tells it (ECMA-262, QuoteJSONString); a text that merely spells it out is found too, and comes to no harm. */
const halfCharacter = /\\ud[89a-f]/

function wellFormed(_key: string, value: unknown) {
  return typeof value === 'string' ? value.toWellFormed() : value
}
