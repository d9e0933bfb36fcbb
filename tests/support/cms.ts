/** A field of ASN.1 in its definite form, or in the open one that streaming programs write. */
export function field(tag: number, content: Buffer, isOpen = false): Buffer {
  if (isOpen) return Buffer.concat([Buffer.from([tag, 0x80]), content, Buffer.from([0, 0])])
  const { length } = content
  const size = length < 0x80 ? Buffer.from([length]) : Buffer.from([0x82, length >> 8, length & 0xff])
  return Buffer.concat([Buffer.from([tag]), size, content])
}

/** A mail signed in one piece (RFC 5652 §5), without certificates: `kind` 2 is signed data, 3 enveloped data. */
export function aSignedMail(mail: Buffer, { isOpen = false, kind = 2 } = {}): Buffer {
  const id = (last: number) => field(0x06, Buffer.from(`2a864886f70d0107${last.toString(16).padStart(2, '0')}`, 'hex'))
  const half = mail.length >> 1
  const content = isOpen
    ? field(0x24, Buffer.concat([field(0x04, mail.subarray(0, half)), field(0x04, mail.subarray(half))]), true)
    : field(0x04, mail)
  const inner = field(0x30, Buffer.concat([id(1), field(0xa0, content, isOpen)]), isOpen)
  const version = field(0x02, Buffer.from([1]))
  const signed = field(
    0x30,
    Buffer.concat([version, field(0x31, Buffer.alloc(0)), inner, field(0x31, version)]),
    isOpen,
  )
  return field(0x30, Buffer.concat([id(kind), field(0xa0, signed, isOpen)]), isOpen)
}
