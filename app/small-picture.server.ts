import sharp from 'sharp'
import type { House } from '../db/house.ts'
import type { OpenFile } from '../db/tickets/files.ts'
import { drawInTurn } from './draw-in-turn.server.ts'

/** Larger than any screen, small enough to be held in memory. */
export const mostPixels = 50_000_000

/** Wide enough for half a page on a screen with two dots a pixel. */
const width = 880

/**
 * A picture in little, from its pixels, still where it moved. It is drawn once and then kept beside the file; null for
 * what cannot be read as a picture.
 */
export async function smallPicture(
  { store }: Pick<House, 'store'>,
  { storageKey, content }: Pick<OpenFile, 'storageKey' | 'content'>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = `${storageKey}-small`
  const kept = await store.get(key)
  if (kept) return new Uint8Array(await kept.arrayBuffer())
  const drawn = await draw(content)
  if (drawn) await store.set(key, new File([drawn], 'small'))
  return drawn
}

async function draw(content: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await drawInTurn(async () => {
      const pixels = sharp(await content.arrayBuffer(), { limitInputPixels: mostPixels }).autoOrient()
      return new Uint8Array(await pixels.resize({ width, withoutEnlargement: true }).webp({ quality: 82 }).toBuffer())
    })
  } catch {
    // Whatever is wrong with it, it is no picture to show; it stays a file to fetch.
    return null
  }
}
