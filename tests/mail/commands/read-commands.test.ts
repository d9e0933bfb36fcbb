import { describe, expect, test } from 'vitest'
import { type CommandMail, readCommands } from '../../../mail/commands/read-commands.ts'
import { verbs } from '../../../mail/commands/verbs.ts'
import { fc } from '../../support/property.ts'

const read = (fromText: string | null, fromHtml: string | null = null) => readCommands({ fromText, fromHtml })
/** What a mail asks for; a fault by its code. */
const asked = (mail: CommandMail | null) =>
  mail?.lines.map((line) => ('fault' in line ? line.fault.code : line.spoken)) ?? null

describe('each command, in both languages', () => {
  test.each([
    ['#note She is upset', { verb: 'note', words: 'She is upset' }],
    ['#nota\nEstá aborrecida', { verb: 'note', words: 'Está aborrecida' }],
    ['#take', { verb: 'take' }],
    ['#Assumir.', { verb: 'take' }],
    ['#assign Rui Tavares', { verb: 'assign', name: 'Rui Tavares' }],
    ['#atribuir @rui', { verb: 'assign', name: 'rui' }],
    ['#category Issue, no error', { verb: 'category', category: 'issue_no_error' }],
    ['#categoria problema de servidor', { verb: 'category', category: 'server_issue' }],
    ['#urgent checkout', { verb: 'urgent', impact: 'checkout', reason: 'checkout' }],
    ['#urgente Perdem 10 mil por hora', { verb: 'urgent', impact: null, reason: 'Perdem 10 mil por hora' }],
    ['#ask\n\nWhich browser?\nAnd since when?', { verb: 'ask', words: 'Which browser?\nAnd since when?' }],
    ['#scope bug fix\nOnly MB WAY.', { verb: 'scope', workClass: 'bug_fix', needsCode: null, words: 'Only MB WAY.' }],
    [
      '#âmbito melhoria, sem código\nUm texto.',
      { verb: 'scope', workClass: 'enhancement', needsCode: false, words: 'Um texto.' },
    ],
    ['#estimate: 2,5 h', { verb: 'estimate', hours: 2.5 }],
    ['#estimativa 1h30', { verb: 'estimate', hours: 1.5 }],
    ['#send\nWe answer it at once.', { verb: 'send', words: 'We answer it at once.' }],
    ['#plan', { verb: 'plan', words: '' }],
    ['#pass', { verb: 'pass' }],
    ['#falha O botão não responde', { verb: 'fail', words: 'O botão não responde' }],
    [
      '#staging https://staging.vale.example\nIt answers at once now.\n- Pay with MB WAY\n2. Look at the order\nNo pictures: nothing to see',
      {
        ...{ verb: 'staging', url: 'https://staging.vale.example', summary: 'It answers at once now.' },
        ...{ steps: ['Pay with MB WAY', 'Look at the order'], noPictures: 'nothing to see' },
      },
    ],
    ['#produção', { verb: 'production', words: '' }],
    ['#resolve Clear the cache.', { verb: 'resolve', words: 'Clear the cache.' }],
    ['#fechar', { verb: 'close', words: '' }],
    ['#log 45m Meetings', { verb: 'log', minutes: 45, tag: 'Meetings' }],
    ['#log 1,5 h [ProjectManagement]', { verb: 'log', minutes: 90, tag: 'ProjectManagement' }],
    ['#estado', { verb: 'status' }],
  ])('%s', (text, spoken) => expect(asked(read(`${text}\n`))).toEqual([spoken]))

  test.each([
    ['#assign Rui.', { verb: 'assign', name: 'Rui' }],
    ['#category question.', { verb: 'category', category: 'question' }],
    ['#estimate 3 hours.', { verb: 'estimate', hours: 3 }],
    ['#log 2h.', { verb: 'log', minutes: 120, tag: null }],
    ['#log 45m [Meetings].', { verb: 'log', minutes: 45, tag: 'Meetings' }],
    ['#scope bug fix, no code.\nA text.', { verb: 'scope', workClass: 'bug_fix', needsCode: false, words: 'A text.' }],
  ])('a full stop behind it is no part of it: %s', (text, spoken) => expect(asked(read(text))).toEqual([spoken]))

  test('the full stop behind an address that the customer gets is no part of it', () => {
    const [staging] = asked(read('#staging https://staging.vale.example/a.\nIt answers.\n- Pay\n')) ?? []
    expect(staging).toMatchObject({ url: 'https://staging.vale.example/a' })
  })

  test('capitals, accents, a colon, marks of bold and a full-width mark make no difference', () => {
    for (const text of ['#TAKE', '  #take', '*#take*', '#take:', '＃take', '\u200b#take', '#take\u00a0'])
      expect(asked(read(text))).toEqual([{ verb: 'take' }])
  })
})

describe('what is no command', () => {
  test.each(['Hello', '#2041 is next', '# A title', '#', 'On it #take', '', '> #take', '#take/over the world'])(
    '%s',
    (text) => expect(read(text)).toBeNull(),
  )

  test('a mail in which no new words were found (H08)', () => expect(read('', '')).toBeNull())

  test('no text that begins with a word has commands, whatever follows', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,8}$/), fc.string(), (word, below) => {
        expect(read(`${word}\n${below}`)).toBeNull()
      }),
    ))
})

describe('several lines', () => {
  test('are read in their order, with empty lines between them', () =>
    expect(asked(read('#take\n\n#category question\n#assign Rui\n'))).toEqual([
      { verb: 'take' },
      { verb: 'category', category: 'question' },
      { verb: 'assign', name: 'Rui' },
    ]))

  test('words below belong to the one command that lacks them', () =>
    expect(asked(read('#resolve\n#assign Rui\n\nClear the cache.'))?.[0]).toEqual({
      verb: 'resolve',
      words: 'Clear the cache.',
    }))

  test('words below a note are of the note, though another line stands between', () =>
    expect(read('#note They pay late.\n#assign Rui\n\nAnd they shout.')).toEqual({
      lines: [
        { line: '#note They pay late.', spoken: { verb: 'note', words: 'They pay late.\nAnd they shout.' } },
        { line: '#assign Rui', spoken: { verb: 'assign', name: 'Rui' } },
      ],
      message: '',
    }))

  test('words below commands that take none are a message; a closing with a name is not', () => {
    expect(read('#take\n\nWe look into it.\n\nBest,\nMarta')?.message).toBe('We look into it.\n\nBest,\nMarta')
    expect(read('#take\n\nBest regards,\nMarta Lopes')?.message).toBe('')
    expect(asked(read('#ask\n\nObrigada,\nMarta'))).toEqual(['lacks_words'])
  })
})

describe('in doubt it is a fault', () => {
  test.each([
    ['#asign Rui', ['unknown']],
    ['#take\n#hurry', [{ verb: 'take' }, 'unknown']],
    ['#take now', ['too_much']],
    ['#assign', ['lacks_argument']],
    ['#estimate soon', ['lacks_argument']],
    ['#estimate 10m', ['lacks_argument']],
    ['#category bug', ['not_a_value']],
    ['#scope bug fix', ['lacks_words']],
    ['#scope something\nOnly MB WAY.', ['not_a_value']],
    ['#staging javascript:alert(1)\nDone.\n- Look', ['lacks_argument']],
    ['#staging https://s.example\nDone.', ['lacks_steps']],
    ['#log 45m Holiday', ['not_a_value']],
    ['#take\n#take', [{ verb: 'take' }, 'twice']],
    ['#note\n#ask\n\nWhich browser?', ['whose_words', 'whose_words']],
    ['#take\nWe look into it.\n#note They pay late.', [{ verb: 'take' }, 'too_late']],
    ['#ask\nWhich one?\n#close', [{ verb: 'ask', words: 'Which one?\n#close' }, 'too_late']],
  ])('%s', (text, lines) => expect(asked(read(text))).toEqual(lines))

  test('an unknown command is told the one it may have meant', () => {
    expect(read('#asign Rui')?.lines[0]).toMatchObject({ fault: { details: ['#assign'] } })
    expect(read('#tkae')?.lines[0]).toMatchObject({ fault: { details: ['#take'] } })
    expect(read('#xyzzy')?.lines[0]).toMatchObject({ fault: { details: [] } })
  })

  test('T18 the two forms of a mail have to agree', () => {
    expect(asked(read('#take', '#close'))).toEqual(['parts_differ'])
    expect(asked(read('Hello', '#close'))).toEqual(['parts_differ'])
    expect(asked(read('#take', '#take\n#close'))).toEqual(['parts_differ'])
    expect(asked(read('#take', ''))).toEqual(['parts_differ'])
  })

  test('what programs write in only one of them is no difference: list marks, and where a link leads', () => {
    const url = 'https://staging.vale.example/cart'
    const steps = { steps: ['Pay with MB WAY', 'Look at the order'], summary: 'It answers.', noPictures: null }
    const rich = `#staging ${url}\n\nIt answers.\n\n- Pay with MB WAY\n- Look at the order`
    for (const plain of [
      `#staging ${url}<${url}>\nIt answers.\n\n  *   Pay with MB WAY\n  *   Look at the order`,
      `#staging ${url} <${url}>\nIt answers.\n\n   1. Pay with MB WAY\n   2. Look at the order`,
      `#staging ${url}\nIt answers.\n\n• Pay with MB WAY\n• Look at the order`,
      `#staging ${url}\nIt answers.\n\n  1.\nPay with MB WAY\n  2.\nLook at the order`,
    ]) {
      expect(asked(read(plain, rich))).toEqual([{ verb: 'staging', url, ...steps }])
    }
    const mailto = '#note Ask joana@vale.example<mailto:joana@vale.example>'
    expect(asked(read(mailto, '#note Ask joana@vale.example'))).toEqual([
      { verb: 'note', words: 'Ask joana@vale.example' },
    ])
    const plan = '#note See the plan<https://docs.example/plan> first'
    expect(asked(read(plan, '#note See the plan first'))).toEqual([{ verb: 'note', words: plan.slice(6) }])
    const signed = `${rich}\n\nKind regards,\nMarta`
    expect(asked(read(null, signed))).toEqual([{ verb: 'staging', url, ...steps }])
    expect(asked(read(`#staging ${url}`, rich.replace('cart', 'till')))).toEqual(['parts_differ'])
  })

  test('lines that the plain form breaks are read from the formatted one', () =>
    expect(
      asked(
        read('#urgent Nobody can pay since this\nmorning\n#take', '#urgent Nobody can pay since this morning\n#take'),
      ),
    ).toEqual([{ verb: 'urgent', impact: null, reason: 'Nobody can pay since this morning' }, { verb: 'take' }]))

  test('a signature that only one form shows is not said to anybody', () =>
    expect(read('#take\n\nWe look into it.\n\nMarta | Northpier', '#take\nWe look into it.')?.message).toBe(
      'We look into it.',
    ))
})

const anyLine = fc.oneof(
  fc.constantFrom(...Object.values(verbs).map(({ example }) => example)),
  fc.stringMatching(/^#[a-z]{1,6}( [a-z0-9]{0,6})?$/),
  fc.string({ maxLength: 30 }),
)

test('no word of a mail is lost: it is in a line, in its words or in the message, and nothing is added', () =>
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 8 }), (lines) => {
      const mail = read(lines.join('\n'))
      if (!mail) return
      const said = lines.join('\n')
      for (const { line } of mail.lines) expect(said).toContain(line)
      if (mail.message !== '') expect(said).toContain(mail.message)
      if (mail.lines.every((line) => 'spoken' in line && line.spoken.verb !== 'note')) {
        expect(mail.message).not.toMatch(/^#note\b/m)
      }
    }),
  ))

test('ten thousand lines take no time worth telling (Z06)', () => {
  const before = performance.now()
  read(`${'#take\n'.repeat(10_000)}${'#'.repeat(50_000)}\n${'#a'.repeat(50_000)}\n${' '.repeat(100_000)}#take`)
  expect(performance.now() - before).toBeLessThan(2_000)
})
