import { readCustomerChoices } from '../../../../db/customers/customers.ts'
import type { House } from '../../../../db/house.ts'
import { type CompanyFacts, type CompanyMoney, companyFacts, companyMoney } from '../../../../domain/customer.ts'
import { billingPolicies, type Language, languages } from '../../../../domain/ticket.ts'
import type { DescribedField } from '../../../components/described-form.tsx'
import type { Filled } from '../../../form.server.ts'
import { inMajor, minorUnits } from '../../../money.server.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { peopleWords } from '../../../words/people.server.ts'
import { choice, orNull, readStaffChoices, tick } from './form.server.ts'

export const factFields = ['name', 'language', 'timeZone', 'calendarId', 'pmId', 'deputyId', 'accountManagerId']
export const moneyFields = ['planId', 'billingPolicy', 'urgentNeedsPayment', 'dmClient', 'hourlyRate', 'currency']

/** What the two forms about a company ask, filled with what is on file of it. */
export async function describeCompany(
  house: House,
  known: CompanyFacts & CompanyMoney,
  language: Language,
): Promise<{ facts: DescribedField[]; money: DescribedField[] }> {
  const words = customersWords(language)
  const [staff, { plans, calendars }] = await Promise.all([readStaffChoices(house), readCustomerChoices(house)])
  const { field } = words
  return {
    facts: [
      { kind: 'text', name: 'name', label: field.name, value: known.name },
      choice('pmId', field.pmId, { options: staff('pm'), value: known.pmId, blank: words.nobody }),
      choice('deputyId', field.deputyId, { options: staff('pm'), value: known.deputyId, blank: words.nobody }),
      choice('accountManagerId', field.accountManagerId, {
        ...{ options: staff('account_manager'), value: known.accountManagerId, blank: words.nobody },
      }),
      choice('language', field.language, {
        options: languages.map((value) => ({ value, label: peopleWords(language).languages[value] })),
        value: known.language,
      }),
      { kind: 'zone', name: 'timeZone', label: field.timeZone, value: known.timeZone },
      choice('calendarId', field.calendarId, {
        options: calendars.map(({ id, name }) => ({ value: id, label: name })),
        ...{ value: known.calendarId, blank: words.agencyHours },
      }),
    ],
    money: [
      choice('planId', field.planId, {
        options: plans.map(({ id, name, tier }) => ({ value: id, label: `${name} (${words.tier[tier]})` })),
        value: known.planId,
      }),
      choice('billingPolicy', field.billingPolicy, {
        options: billingPolicies.map((value) => ({ value, label: words.policy[value] })),
        value: known.billingPolicy,
      }),
      tick('urgentNeedsPayment', field.urgentNeedsPayment, known.urgentNeedsPayment),
      tick('dmClient', field.dmClient, known.dmClient),
      {
        ...{ kind: 'decimal', name: 'hourlyRate', label: `${field.hourlyRate} ${words.optional}` },
        value: known.hourlyRate === null ? '' : inMajor(known.hourlyRate, known.currency),
      },
      { kind: 'text', name: 'currency', label: field.currency, value: known.currency },
    ],
  }
}

/** Reads the facts of a form. */
export function readFacts(form: Pick<Filled, 'one'>) {
  return companyFacts.safeParse({
    ...{ name: form.one('name'), language: form.one('language'), timeZone: form.one('timeZone') },
    ...{ calendarId: orNull(form.one('calendarId')), pmId: orNull(form.one('pmId')) },
    ...{ deputyId: orNull(form.one('deputyId')), accountManagerId: orNull(form.one('accountManagerId')) },
  })
}

/** Reads what a company bought of a form; a rate that is no amount is left to the schema to refuse. */
export function readMoney(form: Pick<Filled, 'one'>) {
  const currency = form.one('currency').trim().toUpperCase()
  const rate = form.one('hourlyRate').trim()
  const known = Intl.supportedValuesOf('currency').includes(currency)
  return companyMoney.safeParse({
    ...{ planId: form.one('planId'), billingPolicy: form.one('billingPolicy'), currency },
    urgentNeedsPayment: form.one('urgentNeedsPayment') === 'yes',
    dmClient: form.one('dmClient') === 'yes',
    hourlyRate: rate === '' ? null : known ? minorUnits(rate, currency) : 1,
  })
}
