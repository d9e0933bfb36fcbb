/** One property of MAPI: what it is, and the bytes of its first value. */
export type Property = { id: number; isUnicode: boolean; value: Buffer }

/** How many bytes a value of each fixed type takes up, padding included ([MS-OXTNEF] §2.1.3.4). */
const widths = new Map([
  ...[0x01, 0x02, 0x03, 0x04, 0x0a, 0x0b].map((type) => [type, 4] as const),
  ...[0x05, 0x06, 0x07, 0x14, 0x40].map((type) => [type, 8] as const),
  [0x48, 16],
])
const kinds = { text: 0x1e, wide: 0x1f, object: 0x0d, bytes: 0x102, many: 0x1000 }
const limits = { properties: 2000, values: 1000 }

/** Reads a list of properties as far as it is whole: where something does not fit, the rest is left. */
export function readProperties(data: Buffer): Property[] {
  const found: Property[] = []
  const reader = { data, at: 0, isTorn: false }
  const count = Math.min(readNumber(reader), limits.properties)
  for (let left = count; left > 0 && !reader.isTorn; left--) {
    const property = readProperty(reader)
    if (property && !reader.isTorn) found.push(property)
  }
  return found
}

type Reader = { data: Buffer; at: number; isTorn: boolean }

function readProperty(reader: Reader): Property | null {
  const head = readNumber(reader)
  const type = head & 0xffff
  const id = head >>> 16
  if (id >= 0x8000) skipName(reader)
  const single = type & ~kinds.many
  const width = widths.get(single)
  const isList = (type & kinds.many) !== 0 || width === undefined
  const values = isList ? readNumber(reader) : 1
  if (values > limits.values) reader.isTorn = true
  let value: Buffer | null = null
  for (let left = values; left > 0 && !reader.isTorn; left--) {
    const next = width === undefined ? readSized(reader) : readBytes(reader, width)
    value ??= next
  }
  const isKnown = [kinds.text, kinds.wide, kinds.object, kinds.bytes].includes(single)
  return value && isKnown ? { id, isUnicode: single === kinds.wide, value } : null
}

/** Named properties carry a GUID, and a number or a name of their own. */
function skipName(reader: Reader) {
  readBytes(reader, 16)
  if (readNumber(reader) === 0) readNumber(reader)
  else readSized(reader)
}

function readSized(reader: Reader) {
  const length = readNumber(reader)
  const value = readBytes(reader, length)
  reader.at += (4 - (length % 4)) % 4
  return value
}

function readNumber(reader: Reader) {
  const bytes = readBytes(reader, 4)
  return bytes.length === 4 ? bytes.readUInt32LE(0) : 0
}

function readBytes(reader: Reader, length: number) {
  const end = reader.at + length
  if (end > reader.data.length) reader.isTorn = true
  const bytes = reader.isTorn ? Buffer.alloc(0) : reader.data.subarray(reader.at, end)
  reader.at = end
  return bytes
}
