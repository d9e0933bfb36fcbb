import { type RouteConfig, route } from '@remix-run/route-config'

/** Every URL of the product. */
export default [route('*', 'routes/not-found.tsx')] satisfies RouteConfig
