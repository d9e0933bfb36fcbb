/** A field of ASN.1 (X.690): what it is, where its content stands, and where the next one begins. */
type Field = { tag: number; from: number; to: number; next: number }

const tags = { sequence: 0x30, id: 0x06, number: 0x02, set: 0x31, explicit: 0xa0, bytes: 0x04, bytesInPieces: 0x24 }
const signedData = Buffer.from('2a864886f70d010702', 'hex')
const plainData = Buffer.from('2a864886f70d010701', 'hex')
const limits = { depth: 16, pieces: 100_000 }

/**
 * The mail inside an S/MIME part that is signed but not encrypted (RFC 8551 §3.5.2, RFC 5652 §5): such a part is a file
 * to most readers, though everybody may read it. Null for any other; the signature is not looked at.
 */
export function openSigned(bytes: Buffer): Buffer | null {
  const outer = fieldsIn(bytes, expect(readField(bytes, 0, 0), tags.sequence), 2)
  if (!isId(bytes, outer[0], signedData)) return null
  const signed = fieldsIn(bytes, expect(fieldsIn(bytes, expect(outer[1], tags.explicit), 1)[0], tags.sequence), 3)
  const content = fieldsIn(bytes, expect(signed[2], tags.sequence), 2)
  if (!isId(bytes, content[0], plainData)) return null
  const found = fieldsIn(bytes, expect(content[1], tags.explicit), 1)[0]
  if (found?.tag === tags.bytes) return bytes.subarray(found.from, found.to)
  const pieces = fieldsIn(bytes, expect(found, tags.bytesInPieces), limits.pieces)
  const isWhole = pieces.length > 0 && pieces.every(({ tag }) => tag === tags.bytes)
  return isWhole ? Buffer.concat(pieces.map(({ from, to }) => bytes.subarray(from, to))) : null
}

function expect(field: Field | null | undefined, tag: number) {
  return field?.tag === tag ? field : null
}

function isId(bytes: Buffer, field: Field | undefined, id: Buffer) {
  return field?.tag === tags.id && bytes.subarray(field.from, field.to).equals(id)
}

/** The first fields inside another one. */
function fieldsIn(bytes: Buffer, outer: Field | null, count: number): Field[] {
  const found: Field[] = []
  for (let at = outer?.from ?? 0; outer && at < outer.to && found.length < count; ) {
    const field = readField(bytes, at, 0)
    if (field === null || field.tag === 0) break
    found.push(field)
    at = field.next
  }
  return found
}

/** Programs that write while they read give no length: such a field ends at two zero bytes, behind all fields inside it. */
function readField(bytes: Buffer, at: number, depth: number): Field | null {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > limits.depth) return null
  if (first === 0x80) return readOpenField(bytes, at, tag, depth)
  const wide = first > 0x80 ? first & 0x7f : 0
  if (wide > 4 || at + 2 + wide > bytes.length) return null
  const length = wide === 0 ? first : bytes.readUIntBE(at + 2, wide)
  const from = at + 2 + wide
  const to = from + length
  return to > bytes.length ? null : { tag, from, to, next: to }
}

function readOpenField(bytes: Buffer, at: number, tag: number, depth: number): Field | null {
  for (let next = at + 2; next + 1 < bytes.length; ) {
    if (bytes[next] === 0 && bytes[next + 1] === 0) return { tag, from: at + 2, to: next, next: next + 2 }
    const inner = readField(bytes, next, depth + 1)
    if (inner === null) return null
    next = inner.next
  }
  return null
}
