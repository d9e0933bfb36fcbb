import { index, layout, prefix, type RouteConfig, route } from '@remix-run/route-config'

/** Every URL of the product. */
export default [
  route('signin', 'routes/signin/route.tsx'),
  route('signin/sent', 'routes/signin-sent/route.tsx'),
  route('signin/go/:token', 'routes/signin-go/route.tsx'),
  route('signout', 'routes/signout/route.ts'),
  layout('routes/layout.tsx', [
    index('routes/home/route.tsx'),
    ...prefix('tickets', [
      index('routes/tickets/route.tsx'),
      route('new', 'routes/new-ticket/route.tsx'),
      route(':number', 'routes/ticket/route.tsx'),
    ]),
    route('me', 'routes/me/route.tsx'),
  ]),
  route('files/:id', 'routes/files/file.ts'),
  route('events', 'routes/events/route.ts'),
  ...prefix('api', [
    ...prefix('v1', [
      route('openapi.json', 'routes/api/openapi.ts'),
      route('tickets', 'routes/api/tickets.ts'),
      route('tickets/:number', 'routes/api/ticket.ts'),
      route('tickets/:number/events', 'routes/api/events.ts'),
      route('tickets/:number/messages', 'routes/api/messages.ts'),
      route('tickets/:number/notes', 'routes/api/notes.ts'),
      route('tickets/:number/actions/:action', 'routes/api/actions.ts'),
      route('tickets/:number/files', 'routes/api/files.ts'),
      route('tickets/:number/files/:id', 'routes/api/file.ts'),
      route('mail', 'routes/api/mail-log.ts'),
      route('mail/:id', 'routes/api/mail.ts'),
      route('mail/:id/raw', 'routes/api/mail-raw.ts'),
      route('mail/:id/release', 'routes/api/mail-release.ts'),
      route('me', 'routes/api/me.ts'),
      route('companies', 'routes/api/companies.ts'),
      route('people', 'routes/api/people.ts'),
      route('apps', 'routes/api/apps.ts'),
      route('calendar', 'routes/api/calendar.ts'),
    ]),
    route('*', 'routes/api/not-found.ts'),
  ]),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
