import sharp, { type Sharp } from 'sharp'
import type { House } from '../db/house.ts'
import type { OpenFile } from '../db/tickets/files.ts'
import { drawInTurn } from './draw-in-turn.server.ts'

/** Whole: as large as it is. Small: wide enough for half a page on a screen with two dots a pixel. */
export type Drawing = 'whole' | 'small'

type Picture = Pick<OpenFile, 'storageKey' | 'type' | 'content'>
type Drawn = Uint8Array<ArrayBuffer>

/** Larger than any screen, small enough to be held in memory. */
const mostPixels = 50_000_000
const smallWidth = 880

/** A few thousand bytes can be a picture of as many pixels as we take; nobody else waits longer for those. */
const longestSeconds = 20

/** By key; whoever asks for what is being drawn gets that. */
const underWay = new Map<string, Promise<Drawn | null>>()

/**
 * A picture written anew from its pixels, so that nothing else that lay in its bytes reaches anybody: whole in its own
 * format, small as a still WebP. It is drawn once and then kept beside the file; null for what cannot be drawn, or not
 * in time, which is not tried again.
 */
export async function drawnPicture(
  { store }: Pick<House, 'store'>,
  picture: Picture,
  as: Drawing,
): Promise<Drawn | null> {
  const key = `${picture.storageKey}-${as}`
  const kept = await store.get(key)
  if (kept) return kept.size > 0 ? new Uint8Array(await kept.arrayBuffer()) : null
  const known = underWay.get(key)
  if (known) return known
  const drawn = draw(picture, as).then(async (bytes) => {
    await store.set(key, new File(bytes ? [bytes] : [], as))
    return bytes
  })
  underWay.set(key, drawn)
  return drawn.finally(() => underWay.delete(key))
}

async function draw({ content, type }: Picture, as: Drawing): Promise<Drawn | null> {
  const animated = as === 'whole' && ['image/gif', 'image/webp'].includes(type)
  try {
    return await drawInTurn(async () => {
      const pixels = sharp(await content.arrayBuffer(), { animated, limitInputPixels: mostPixels })
        .timeout({ seconds: longestSeconds })
        .autoOrient()
      return new Uint8Array(await (as === 'small' ? inLittle(pixels) : whole(pixels, type)).toBuffer())
    })
  } catch {
    // Whatever is wrong with it, it is no picture to show; it stays a file to fetch.
    return null
  }
}

function inLittle(pixels: Sharp) {
  return pixels.resize({ width: smallWidth, withoutEnlargement: true }).webp({ quality: 82 })
}

function whole(pixels: Sharp, type: string) {
  if (type === 'image/jpeg') return pixels.jpeg()
  // A large one takes four times as long at the usual effort.
  if (type === 'image/webp') return pixels.webp({ effort: 0 })
  return type === 'image/gif' ? pixels.gif() : pixels.png()
}
