const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

/** What loaders say to a customer, in English. It never travels to the browser as a dictionary. */
export const portalEn = {
  span: {
    hours: (count: number) => many(count, 'business hour', 'business hours'),
    days: (count: number) => many(count, 'business day', 'business days'),
  },
  hours: (text: string) => `${text} h`,
  closedUntil: (when: string) => `We are closed until ${when}.`,
  watched: 'Urgent issues are watched meanwhile.',

  role: {
    pm: 'Project manager',
    developer: 'Developer',
    requester: 'Opened this ticket',
    you: 'You',
  },
  demoLine: {
    pm: 'Project manager',
    support_lead: 'Support lead',
    developer: 'Developer',
    triage: 'Triage',
    qa: 'Quality assurance',
    account_manager: 'Account manager',
    accounts: 'Accounts',
    budget_controller: 'Budget controller',
    security: 'security',
    admin: 'Administrator',
  },

  /** What we ask, as the first word of a row: "Test the fix: …". */
  ask: {
    question: 'Answer our question',
    proceed: 'Decide whether we go on',
    hours: (hours: string) => `Approve ${hours}`,
    approval: 'Approve',
    fix: 'Test the fix',
    payment: 'Pay the invoice',
  },
  stage: {
    new: 'Somebody takes it soon',
    investigating: 'Analysing',
    needs_info: 'Waiting for your answer',
    validating: 'Analysing',
    replicating: 'Analysing',
    estimating: 'Preparing an estimate',
    approval: 'Waiting for your approval',
    invoicing: 'The invoice is on its way',
    awaiting_payment: 'Waiting for payment',
    planned: 'Planned',
    in_development: 'Being built',
    testing: 'Being tested',
    staging_review: 'Waiting for your test',
    approved: 'Release is being prepared',
    mtp: 'Being released',
    released: 'Live',
    closed: 'Closed',
  },
  inLine: (place: number) => `Planned, ${ordinal(place)} in line`,
  waitsForStaging: 'Waiting for staging',
  approvedBy: (name: string) => `Approved by ${name}`,
  resolution: {
    resolved: 'Solved',
    answered: 'Answered',
    no_feedback: 'Closed, no answer',
    unresolved: 'Closed, not solved',
    declined: 'Not done',
    duplicate: 'Same as another ticket',
    cancelled: 'Cancelled',
    merged: 'Joined with another ticket',
  },
  takenBy: (when: string) => `taken by ${when}`,
  expected: (date: string) => `expected ${date}`,
  afterOk: 'After your OK',
  openedBy: (name: string) => `Opened by ${name}`,
  openedByYou: 'Opened by you',
  onlyYou: 'You and we see this',
  seenBy: (company: string) => `Seen by ${company} and us`,
  seenByParticipants: 'Seen by those who take part, and us',
  toTeam: (name: string | null, agency: string) => (name ? `To ${name} at ${agency}` : `To the team at ${agency}`),
  toYou: 'you',
  cost: {
    plan: 'from the hours of your plan',
    price: (price: string) => `${price} without VAT`,
    none: 'nothing to pay',
  },
  somebody: 'Somebody else at your company',

  line: {
    new: (when: string | null) => (when ? `We have it. Somebody takes it by ${when}.` : 'We have it.'),
    progress: (line: string) => `Our turn: ${lower(line)}.`,
    feedback: (line: string) => `${line}.`,
    done: (line: string, when: string) => `${line} on ${when}.`,
  },

  fact: {
    app: 'App',
    number: 'Number',
    opened: 'Opened',
    impact: 'Affected',
    priority: 'Priority',
    expected: 'Expected',
    estimate: 'Estimate',
    price: 'Price',
  },

  /** What follows the name of whoever did it. */
  did: {
    take: 'takes care of it',
    ask_customer: 'asked you something',
    send_estimate: 'sent an estimate',
    ask_proceed: 'asked whether we shall go on',
    approve: 'approved',
    decline: 'said no for now',
    ask_about: 'asked for a change',
    withdraw: 'took the offer back',
    plan: 'planned the work',
    offer_fix: 'put the fix on staging for you to test',
    approve_release: 'said OK to the release',
    request_changes: 'asked for changes',
    resolve: 'answered and closed the ticket',
    close: 'closed the ticket',
    close_unresolved: 'closed the ticket without a solution',
    cancel: 'cancelled the ticket',
    merge: 'joined this with another ticket',
    mark_duplicate: 'closed this as the same as another ticket',
    reopen: 'opened the ticket again',
    undo: 'took the answer back',
  },
  /** Between what was done with an estimate and its hours. */
  withHours: { send_estimate: 'of', approve: 'the' },
  /** What happened, whoever did it. */
  happened: {
    assign: 'Somebody takes care of it',
    lapse: 'The offer lapsed',
    raise_invoice: 'The invoice was sent',
    record_payment: 'A payment arrived',
    start: 'Work has started',
    finish: 'Work is done and being tested',
    skip_review: 'The fix is ready to be released',
    release: 'The work was released',
    close_silent: 'Closed, because we did not hear from you',
  },

  told: {
    have: (who: string, when: string) => `We have it. ${who} takes it by ${when}.`,
    haveSoon: 'We have it.',
    orColleague: (name: string) => `${name} or a colleague`,
    somebody: 'Somebody',
    sent: (name: string | null) => (name ? `Sent. ${name} hears of it.` : 'Sent.'),
    answered: (name: string | null) => (name ? `Sent. ${name} goes on with it.` : 'Sent. We go on with it.'),
    reopened: 'Open again. We look at it.',
    recorded: 'Recorded.',
    undone: 'Taken back. Nothing is decided.',
    added: 'Your colleague gets updates from now on.',
    removed: 'Your colleague gets no more updates.',
    asCustomer: 'This is what the customer sees. You can read it, not write.',
    backToDesk: 'Back to the desk',
  },

  wrong: {
    form: 'The form did not arrive whole. Please send it again.',
    category: 'Choose what it is.',
    title: 'Write a title, up to 200 characters.',
    body: 'Write what happened.',
    words: 'Write something first.',
    long: 'This is too long. Attach it as a file instead.',
    impact: 'Tick what is affected, at least one.',
    impactOther: 'Say what else is affected.',
    choice: 'Choose one of the answers.',
    reason: 'Tell us what should be different.',
    email: 'Enter an email address, such as name@company.com.',
    code: 'Enter the six digits from the mail.',
    zone: 'Name a time zone such as Europe/Lisbon.',
    other: 'Choose one from the list.',
    unsent:
      'You are no longer signed in, so nothing was sent. Sign in again; what you wrote is still where you wrote it, one step back in your browser.',
  },
  errorTextHead: 'The error text',
  pageHead: 'Page',
  affected: (what: string) => `Also affected: ${what}`,
}

export type PortalWords = typeof portalEn

function lower(text: string) {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function ordinal(place: number) {
  const words = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
  return words[place - 1] ?? `number ${place}`
}
