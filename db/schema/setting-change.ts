import { date, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { type SettingStep, settingAreas } from '../../domain/setting.ts'
import { among, id, instant } from './column.ts'
import { person } from './person.ts'

/** Who changed which setting when. Appended in the transaction of the change, never rewritten. */
export const settingChange = pgTable(
  'setting_change',
  {
    id: id(),
    at: instant().notNull(),
    /** null: the house itself. */
    byId: uuid().references(() => person.id),
    area: text({ enum: settingAreas }).notNull(),
    /** What it was about, by the name it had then. */
    subject: text().notNull(),
    steps: jsonb().$type<SettingStep[]>().notNull(),
  },
  (table) => [
    among('setting_change_area', table.area, settingAreas),
    index('setting_change_at').on(table.at.desc(), table.id.desc()),
  ],
)

/** Business days of which the team was told that nobody is on duty: once each (R009). */
export const dutyAlert = pgTable('duty_alert', { day: date().primaryKey(), at: instant().notNull() })
