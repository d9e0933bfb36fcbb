import type { DeskPageWords } from './desk-pages-en.ts'
import type { PortalPageWords } from './portal-pages-en.ts'

/** The words that pages of both sides say, in English. These files are the shape that every other language fills. */
export const en = {
  language: 'en',
  yourTurn: 'Your turn',
  until: 'until',
  urgent: 'Urgent',
  clock: (minutes: number) => (minutes < 0 ? `${span(-minutes)} over` : span(minutes)),
  shell: {
    skip: 'Skip to the content',
    main: 'Main',
    mainPhone: 'Main, phone',
    menu: 'Menu',
    more: 'More',
    newTicket: 'New ticket',
    find: 'Search or jump to…',
    findAll: 'Everything',
    me: 'Your settings',
    account: (name: string) => `${name}, your account`,
    signOut: 'Sign out',
    turnsWait: (count: number): string => (count === 1 ? 'ticket waits for you' : 'tickets wait for you'),
  },
  status: { new: 'New', progress: 'Progress', feedback: 'Feedback', done: 'Done' },
  category: {
    question: 'Question',
    urgent_issue: 'Urgent issue',
    server_issue: 'Server issue',
    issue_with_error: 'Issue with error',
    issue_no_error: 'Issue, no error',
  },
  form: {
    problem: 'There is a problem',
    errorTitle: 'Error: ',
    optional: '(optional)',
    files: 'Attach files',
    filesHint: 'Paste or drop files here, or choose them.',
    removeFile: (name: string) => `Remove ${name}`,
    unsent:
      'Nothing was sent: we cannot be reached. What you wrote is still here; send it again once you are connected.',
    markdown: '**bold**, lists, `code` and links work.',
  },
  tickets: {
    search: 'Search by title, text or number',
    searchButton: 'Search',
    views: 'Which tickets',
    show: { yours: 'Your turn', ours: 'We work on', open: 'Open', done: 'Done', all: 'All' },
    none: 'No tickets here. When something breaks or you have a question, open one.',
    noneFound: (q: string) => `No ticket found for “${q}”. Try fewer words, or look under All.`,
    more: 'Show more',
  },
  newTicket: {
    what: 'What is it?',
    within: (span: string) => `Somebody takes it within ${span}`,
    impact: 'What is affected?',
    impactHint: 'Tick at least one.',
    impactOther: 'If other: what?',
    errorText: 'The error text',
    errorTextHint: 'Copy and paste it, if you can.',
    pageAddress: 'Address of the page',
    title: 'Title',
    body: 'What happened, and what did you expect?',
    app: 'Which app?',
    appUnsure: 'I am not sure',
    alsoTell: 'Also tell',
    send: 'Send ticket',
    takenBy: (when: string) => `Somebody takes it by ${when}.`,
  },
  ticket: {
    answered: 'Who answered',
    undo: 'Take it back',
    crumbs: 'Where you are',
    progress: 'Progress',
    stepOf: (step: number, of: number, name: string) => `Step ${step} of ${of}: ${name.toLowerCase()}`,
    nextStep: (name: string) => `Next: ${name.toLowerCase()}`,
    whatHappened: 'What happened',
    newestFirst: 'Newest first',
    oldestFirst: 'Oldest first',
    earlier: 'Show earlier',
    sendMessage: 'Send message',
    details: 'Details',
    team: 'Your team',
    thisTicket: 'This ticket',
    watchers: 'Gets updates',
    addColleague: 'Add a colleague',
    colleague: 'Colleague',
    add: 'Add',
  },
  thread: {
    note: 'Note, only we see it',
    byMail: 'by mail',
    folded: 'Show the quoted part',
  },
  me: {
    language: 'Language',
    languages: [
      { value: 'en', label: 'English' },
      { value: 'pt', label: 'Português' },
    ],
    timeZone: 'Time zone',
    timeZoneHint: 'All times on these pages and in our mails.',
    theme: 'Light or dark',
    themes: {
      system: { title: 'As my device', line: 'Follows the day and night of your system.' },
      light: { title: 'Light', line: 'Dark ink on paper.' },
      dark: { title: 'Dark', line: 'Light ink at night.' },
    },
    save: 'Save settings',
    saved: 'Saved.',
  },
  wrong: {
    title: 'Something broke on our side',
    line: 'Your words are safe where you typed them. Try again; if it breaks again, tell us this number:',
    notFoundTitle: 'There is nothing here',
    notFoundLine: 'The address may be mistyped, or the thing is not yours to see.',
    refusedTitle: 'That did not work',
    noForm: 'This page takes no form. Nothing was done.',
    again: 'Try again',
    home: 'Go to the first page',
  },
}

export type SharedWords = typeof en
export type Words = SharedWords & PortalPageWords & DeskPageWords

function span(minutes: number) {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return hours === 0 ? `${rest} min` : `${hours} h ${String(rest).padStart(2, '0')}`
}
