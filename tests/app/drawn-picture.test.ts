import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawnPicture } from '../../app/drawn-picture.server.ts'
import { aHouse } from '../support/world.ts'

const house = await aHouse()

const plain = { create: { width: 60, height: 40, channels: 3, background: '#0b5a66' } } as const

function aPicture(bytes: Uint8Array, type: string) {
  return { storageKey: randomUUID(), type, content: new File([new Uint8Array(bytes)], 'file') }
}

const text = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('latin1')

test('of a picture only its pixels are drawn: no page behind it, and nobody’s camera or place (Z12)', async () => {
  const page = '<html><script>alert(1)</script>'
  const png = aPicture(Buffer.concat([await sharp(plain).png().toBuffer(), Buffer.from(page)]), 'image/png')
  const exif = { IFD0: { Copyright: 'SECRET' }, IFD3: { GPSLatitude: '38/1 43/1 0/1' } }
  const jpeg = aPicture(await sharp(plain).withExif(exif).jpeg().toBuffer(), 'image/jpeg')
  for (const [picture, format] of [
    [png, 'png'],
    [jpeg, 'jpeg'],
  ] as const) {
    const drawn = await drawnPicture(house, picture, 'whole')
    expect(await sharp(drawn ?? '').metadata()).toMatchObject({ format, width: 60, height: 40 })
    expect(text(drawn)).not.toMatch(/script|SECRET|GPS|Exif/)
  }
})

test('what only claims to be a picture is none, and neither is one of too many pixels (Z12)', async () => {
  const vast = { ...plain.create, width: 7_200, height: 7_000 }
  const bomb = await sharp({ create: vast }).png({ compressionLevel: 1 }).toBuffer()
  for (const bytes of [Buffer.from('GIF89a/*'), Buffer.from('<svg/>'), bomb, Buffer.alloc(0)]) {
    for (const as of ['whole', 'small'] as const) {
      expect(await drawnPicture(house, aPicture(bytes, 'image/png'), as)).toBeNull()
    }
  }
})

test('a picture is drawn once, however many ask for it, and what cannot be drawn is not tried again (Z12)', async () => {
  const picture = aPicture(await sharp(plain).gif().toBuffer(), 'image/gif')
  const all = await Promise.all(Array.from({ length: 20 }, () => drawnPicture(house, picture, 'whole')))
  expect(new Set(all).size).toBe(1)
  const gone = { ...picture, content: new File([], 'file') }
  expect(await drawnPicture(house, gone, 'whole')).toEqual(all[0])
  const broken = aPicture(Buffer.from('GIF89a/*'), 'image/gif')
  expect(await drawnPicture(house, broken, 'whole')).toBeNull()
  expect(await drawnPicture(house, { ...broken, content: picture.content }, 'whole')).toBeNull()
})
