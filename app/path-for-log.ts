/** Places whose next part is a secret of its reader. */
const secret = /^(\/(?:a|signin\/go)\/)[^/]+/

/** Where a request went, as a log may tell it: without what was searched for, and without the token of a link. */
export function pathForLog(url: string): string {
  return new URL(url, 'http://localhost').pathname.replace(secret, '$1…')
}
