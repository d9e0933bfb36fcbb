/** The ticket number in an address; what is none leads to a page that is not there. */
export function numberIn({ number = '' }: { number?: string | undefined }): number {
  if (!/^[1-9]\d{0,8}$/.test(number)) throw new Response(null, { status: 404 })
  return Number(number)
}
