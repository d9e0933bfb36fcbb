/** What the window holds before the first byte ([MS-OXRTFCP] §2.1.2.1). */
const opening =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif' +
  'SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const kinds = { packed: 0x75465a4c, plain: 0x414c454d }
const limits = { window: 4096, unpacked: 4 * 1024 * 1024 }

/** The rich text that Outlook packs into a mail ([MS-OXRTFCP]); null when it is none. Ends where the bytes do. */
export function unpackRtf(packed: Buffer): string | null {
  if (packed.length < 16) return null
  const kind = packed.readUInt32LE(8)
  if (kind === kinds.plain) return packed.toString('latin1', 16, 16 + limits.unpacked)
  if (kind !== kinds.packed) return null
  const size = Math.min(packed.readUInt32LE(4), limits.unpacked)
  const window = Buffer.alloc(limits.window)
  let end = window.write(opening, 'latin1')
  const out = Buffer.allocUnsafe(size)
  let to = 0
  const put = (byte: number) => {
    if (to < size) out[to++] = byte
    window[end] = byte
    end = (end + 1) % limits.window
  }
  for (let at = 16; at < packed.length && to < size; ) {
    const flags = packed[at++] ?? 0
    for (let bit = 0; bit < 8 && at < packed.length && to < size; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at++] ?? 0)
        continue
      }
      if (at + 1 >= packed.length) return out.toString('latin1', 0, to)
      const reference = packed.readUInt16BE(at)
      at += 2
      // A reference to where writing stands is the end.
      if (reference >> 4 === end) return out.toString('latin1', 0, to)
      for (let left = (reference & 15) + 2, from = reference >> 4; left > 0; left--, from++)
        put(window[from % limits.window] ?? 0)
    }
  }
  return out.toString('latin1', 0, to)
}
