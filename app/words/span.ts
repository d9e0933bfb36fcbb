/** A stretch of time as clocks show it, alike in every language; of what is longer than a day nobody counts minutes. */
export function span(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} min`
  return hours < 24 ? `${hours} h ${String(rest).padStart(2, '0')}` : `${hours} h`
}
