/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number]

/** The colours of a brand, each as `#rrggbb`; every text on its ground reads at 4.5 to 1 or better. */
export type Accent = Record<'accent' | 'hover' | 'on' | 'soft', { light: string; dark: string }>

export const leastContrast = 4.5
const [white, black] = ['#ffffff', '#000000']
/** The palest and the lightest ground that accent text stands on, by day and by night. */
const [groundLight, groundDark] = ['#efede8', '#1c2225']
/** The faintest text that stands on the soft colour, by day and by night. */
const [faintLight, faintDark] = ['#565d65', '#a3acb3']

/** Whether this is a colour as `#rrggbb`. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text)
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

/** The colours that follow from an agency's own one. By day it is darkened as far as text on our grounds needs it. */
export function accentOf(colour: string): Accent {
  const light = until(colour, black, (one) => contrast(one, groundLight) >= leastContrast)
  const dark = until(colour, white, (one) => contrast(one, groundDark) >= 7)
  return {
    accent: { light, dark },
    hover: { light: mix(light, black, 0.22), dark: mix(dark, white, 0.3) },
    on: { light: white, dark: until(mix(colour, black, 0.6), black, (one) => contrast(one, dark) >= 7) },
    soft: {
      light: until(mix(light, white, 0.86), white, (one) => carries(one, light, faintLight)),
      dark: until(mix(dark, groundDark, 0.78), black, (one) => carries(one, dark, faintDark)),
    },
  }
}

function carries(ground: string, ...texts: string[]): boolean {
  return texts.every((text) => contrast(text, ground) >= leastContrast)
}

/** Mixes a colour with another one, little by little, until it is good. */
function until(colour: string, towards: string, isGood: (one: string) => boolean): string {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, towards, share)
    if (isGood(mixed)) return mixed
  }
  return towards
}

function mix(colour: string, other: string, share: number): string {
  const [one, two] = [rgbOf(colour), rgbOf(other)]
  const parts = one.map((value, place) => Math.round(value * (1 - share) + (two[place] ?? 0) * share))
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function rgbOf(colour: string): Rgb {
  const part = (place: number) => Number.parseInt(colour.slice(place, place + 2), 16)
  return [part(1), part(3), part(5)]
}
