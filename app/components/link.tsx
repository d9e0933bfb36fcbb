import { Link as LiveLink, NavLink as LiveNavLink, useLocation } from '@remix-run/react'
import type { AnchorHTMLAttributes } from 'react'

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  to: string
  prefetch?: 'intent'
  discover?: 'none'
  preventScrollReset?: boolean
  reloadDocument?: boolean
  replace?: boolean
}
type NavLinkProps = Omit<LinkProps, 'style'> & { end?: boolean }

/**
 * A link within the product. The server draws the anchor that it comes to and no more: to get ready for being pointed
 * at and clicked, as it does in the browser, was a sixth of the cost of a page of forty links.
 */
export const Link = import.meta.env.SSR ? DrawnLink : LiveLink

/** The same, and says whether its reader is there or below. */
export const NavLink = import.meta.env.SSR ? DrawnNavLink : LiveNavLink

/** The anchor that the router's link comes to; what is no plain path of ours is left to it. */
export function DrawnLink(link: LinkProps) {
  const { to, prefetch, preventScrollReset, discover, reloadDocument, replace, ...attributes } = link
  if (!isPlain(to)) return <LiveLink {...link} />
  return <a {...attributes} href={to} data-discover={discover || reloadDocument ? undefined : 'true'} />
}

/** The same for a link that says whether its reader is there. */
export function DrawnNavLink({ end, className, ...link }: NavLinkProps) {
  const here = useLocation().pathname.toLowerCase()
  if (!/^\/(?:[^?#]*[^?#/])?$/.test(link.to) || !isPlain(link.to)) {
    return <LiveNavLink {...link} {...(end && { end })} {...(className && { className })} />
  }
  const there = link.to.toLowerCase()
  const isThere = here === there || (!end && here.startsWith(`${there}/`))
  const classes = [className, isThere && 'active'].filter(Boolean).join(' ')
  return <DrawnLink {...link} aria-current={isThere ? 'page' : undefined} className={classes} />
}

/** A path from the root, without the steps that a router takes out of it. */
function isPlain(to: string): boolean {
  return to.startsWith('/') && !/\/[/.]/.test(to)
}
