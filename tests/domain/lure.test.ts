import { expect, test } from 'vitest'
import { lureIn } from '../../domain/lure.ts'

const ours = [
  { name: 'Marta Lopes', email: 'marta@agency.example' },
  { name: 'Zoë Sá', email: 'zoe@agency.example' },
]

test.for([
  ['F05 another address as the name', 'marta@agency.example', 'evil@attack.test', 'other_address'],
  ['F05 another address within the name', 'PM <pm@vendor.test> (work)', 'evil@attack.test', 'other_address'],
  ['F05 an address in full-width letters', 'marta＠agency．example', 'evil@attack.test', 'other_address'],
  ['F05 the name of one of us', 'Marta Lopes', 'evil@attack.test', 'name_of_ours'],
  ['F05 the same in other letters', 'LOPES, zoe sa (agency)', 'evil@attack.test', 'name_of_ours'],
  ['F09 a domain beyond Latin letters', 'Marta', 'marta@xn--gency-2ve.example', 'alike_letters'],
  ['F09 one Cyrillic letter in a Latin name', 'Mаrta', 'evil@attack.test', 'alike_letters'],
  ['their own address as the name', 'Joana@vale.example', 'joana@vale.example', null],
  ['one of us', 'Marta Lopes', 'Marta@agency.example', null],
  ['part of a name of ours', 'Marta Lopes-Nunes de Sá', 'mn@freemail.example', 'name_of_ours'],
  ['a namesake by first name', 'Marta', 'marta@freemail.example', null],
  ['a name in one other script', 'Иван Петров', 'ivan@freemail.example', null],
  ['no name', null, 'ivan@freemail.example', null],
  ['nothing', null, null, null],
] as const)('%s', ([, name, address, lure]) => {
  expect(lureIn({ name, address }, ours)).toBe(lure)
})
