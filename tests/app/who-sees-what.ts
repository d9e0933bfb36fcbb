/** What each of the four may get: who asked for the ticket, a colleague, somebody of another company, nobody known. */
export type Statuses = { own: number; colleague: number; other: number; anonymous: number }

/** One way to ask: the answers by viewer. `body` is one that would do something, were it allowed. */
export type Asking = { method: 'GET' | 'POST'; statuses: Statuses; body?: Record<string, unknown> }

const all = (status: number): Statuses => ({ own: status, colleague: status, other: status, anonymous: status })

/** Of one's own ticket, by the API. A colleague does not take part in this one, so to them it does not exist either. */
const ownCall = (own: number): Statuses => ({ own, colleague: 404, other: 404, anonymous: 401 })
/** For everybody known, of what is theirs. */
const anyCall = (known: number): Statuses => ({ ...all(known), anonymous: 401 })
const noCall = anyCall(404)
const ownPage: Statuses = { own: 200, colleague: 404, other: 404, anonymous: 302 }
/** For everybody at the company of the page, whatever they see of its tickets. */
const companyPage: Statuses = { own: 200, colleague: 200, other: 404, anonymous: 302 }
const anyPage: Statuses = { ...all(200), anonymous: 302 }
const noPage: Statuses = { ...all(404), anonymous: 302 }
/** Who is known already is led on. */
const strangersPage: Statuses = { ...all(302), anonymous: 200 }

const get = (statuses: Statuses): Asking => ({ method: 'GET', statuses })
const post = (statuses: Statuses, body: Record<string, unknown> = {}): Asking => ({ method: 'POST', statuses, body })

/**
 * Who gets what of every address of the product (W07): a row for each route, filled in with the ids of a security
 * ticket of Joana's that only she takes part in. The desk exists for none of these four.
 */
export const whoSeesWhat: Record<string, Asking[]> = {
  '/signin': [get(strangersPage)],
  // Nobody here has asked for a letter, so all are led away.
  '/signin/sent': [get(all(302))],
  '/signin/go/:token': [get(all(200))],
  '/signout': [],
  // Nobody holds this link: what a held one shows is in tests/app/answer.test.ts.
  '/a/:token': [get(all(404)), post(all(404))],
  '/a/:token/files/:id': [get(all(404))],
  '/': [get(anyPage)],
  '/tickets': [get(anyPage)],
  '/tickets/list.csv': [get(anyPage)],
  '/tickets/known': [get(anyPage)],
  '/tickets/new': [get(anyPage)],
  '/tickets/:number': [get(ownPage), post({ ...ownPage, own: 400 })],
  // The file of that ticket is no picture: there is nothing to show, to nobody.
  '/tickets/:number/pictures/:id': [get(noPage)],
  '/docs': [get(anyPage)],
  '/docs/:page': [get(companyPage), post({ ...companyPage, own: 400, colleague: 400 })],
  '/docs/:page/history': [get(companyPage)],
  '/people': [get(anyPage), post({ ...all(400), anonymous: 302 })],
  // Nobody of these manages people.
  '/people/:person': [get(noPage), post(noPage)],
  '/me': [get(anyPage)],
  // Nothing is chosen in an empty form.
  '/messages/:id': [get(ownPage), post({ ...ownPage, own: 400 })],
  '/files/:id': [get(ownPage)],
  // Nothing was sent: a form without an end.
  '/uploads': [post({ ...all(400), anonymous: 302 })],
  '/events': [],
  '/desk': [get(noPage)],
  '/desk/queue': [get(noPage)],
  '/desk/t/:number': [get(noPage), post(noPage)],
  '/desk/mine': [get(noPage), post(noPage)],
  '/desk/dev': [get(noPage), post(noPage)],
  '/desk/staging': [get(noPage), post(noPage)],
  '/desk/tickets/new': [get(noPage)],
  '/desk/new': [get(noPage), post(noPage)],
  '/desk/find': [get(noPage)],
  '/desk/customers': [get(noPage)],
  '/desk/customers/new': [get(noPage), post(noPage)],
  '/desk/customers/:company': [get(noPage)],
  '/desk/customers/:company/people': [get(noPage), post(noPage)],
  '/desk/customers/:company/people/:person': [get(noPage), post(noPage)],
  '/desk/customers/:company/apps': [get(noPage)],
  '/desk/customers/:company/apps/:app': [get(noPage), post(noPage)],
  '/desk/customers/:company/workflows': [get(noPage), post(noPage)],
  '/desk/customers/:company/workflows/:workflow': [get(noPage), post(noPage)],
  '/desk/customers/:company/docs': [get(noPage), post(noPage)],
  '/desk/customers/:company/docs/new': [get(noPage), post(noPage)],
  '/desk/customers/:company/docs/:page': [get(noPage)],
  '/desk/customers/:company/docs/:page/edit': [get(noPage), post(noPage)],
  '/desk/customers/:company/tickets': [get(noPage)],
  '/desk/palette': [get(noPage)],
  '/desk/mail': [get(noPage), post(noPage)],
  '/desk/mail/:id': [get(noPage), post(noPage)],
  // What its own person sees is in tests/app/confirm.test.ts.
  '/desk/a/:token': [get(noPage), post(noPage)],
  '/desk/mail/:id/raw': [get(noPage)],
  '/desk/mail/:id/html': [get(noPage)],
  '/desk/settings': [get(noPage)],
  '/desk/settings/hours/:company?': [get(noPage), post(noPage)],
  '/desk/settings/letters': [get(noPage)],
  '/desk/settings/letters/:letter/html': [get(noPage)],
  '/desk/settings/people': [get(noPage), post(noPage)],
  '/desk/settings/duty': [get(noPage), post(noPage)],
  '/desk/settings/replies': [get(noPage), post(noPage)],
  '/desk/settings/mailboxes': [get(noPage), post(noPage)],
  '/desk/settings/agency': [get(noPage), post(noPage)],
  '/desk/settings/audit': [get(noPage)],
  '/desk/t/:number/seen': [get(noPage), post(noPage)],
  '/desk/t/:number/writing': [get(noPage), post(noPage)],
  '/desk/settings/plans': [get(noPage), post(noPage)],
  '/desk/me': [get(noPage), post(noPage)],
  '/desk/*': [get(noPage)],
  '/api/v1/openapi.json': [get(all(200))],
  '/api/v1/tickets': [get(anyCall(200)), post(anyCall(422))],
  '/api/v1/tickets/:number': [get(ownCall(200))],
  '/api/v1/tickets/:number/events': [get(ownCall(200))],
  '/api/v1/tickets/:number/messages': [post(ownCall(201), { body: 'Hello' })],
  '/api/v1/tickets/:number/notes': [post(noCall, { body: 'Hello' })],
  '/api/v1/tickets/:number/actions/:action': [post(ownCall(403))],
  '/api/v1/tickets/:number/files': [post(ownCall(415))],
  '/api/v1/tickets/:number/files/:id': [get(ownCall(200))],
  '/api/v1/mail': [get(noCall)],
  '/api/v1/mail/:id': [get(noCall)],
  '/api/v1/mail/:id/raw': [get(noCall)],
  '/api/v1/mail/:id/release': [post(noCall)],
  '/api/v1/me': [get(anyCall(200))],
  '/api/v1/companies': [get(anyCall(200))],
  '/api/v1/people': [get(anyCall(200))],
  '/api/v1/apps': [get(anyCall(200))],
  '/api/v1/calendar': [get(anyCall(200))],
  '/api/*': [get(all(404)), post(all(404))],
  '/*': [get(all(404))],
}
