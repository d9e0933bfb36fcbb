type Wrapped = {
  text?: string
  html?: string
  rich?: Buffer
  files: { name: string; content: string; type?: string }[]
}

/** A `winmail.dat` as Outlook writes it ([MS-OXTNEF] §2.1): its words, and its files one after the other. */
export function aWinmail({ text, html, rich, files }: Wrapped): Buffer {
  const words = [
    ...(text === undefined ? [] : [property(0x1000, 0x1f, wide(text))]),
    ...(html === undefined ? [] : [property(0x1013, 0x102, Buffer.from(html))]),
    ...(rich === undefined ? [] : [property(0x1009, 0x102, rich)]),
  ]
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    attribute(1, 0x00069007, Buffer.from([0xe4, 4, 0, 0, 0, 0, 0, 0])),
    attribute(1, 0x00069003, list(words)),
    ...files.flatMap(({ name, content, type = 'application/octet-stream' }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from('SHORT~1.DAT\0')),
      attribute(2, 0x0006800f, Buffer.from(content)),
      attribute(
        2,
        0x00069005,
        list([
          property(0x3707, 0x1f, wide(name)),
          fixed(0x0e20, 0x03, 4),
          property(0x370e, 0x1e, Buffer.from(`${type}\0`)),
        ]),
      ),
    ]),
  ])
}

function attribute(level: number, id: number, data: Buffer) {
  const head = Buffer.alloc(9)
  head.writeUInt8(level, 0)
  head.writeUInt32LE(id, 1)
  head.writeUInt32LE(data.length, 5)
  const sum = Buffer.alloc(2)
  sum.writeUInt16LE(data.reduce((total, byte) => (total + byte) & 0xffff, 0))
  return Buffer.concat([head, data, sum])
}

function list(properties: Buffer[]) {
  return Buffer.concat([number(properties.length), ...properties])
}

function property(id: number, type: number, value: Buffer) {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4)
  return Buffer.concat([number(id * 0x10000 + type), number(1), number(value.length), value, padding])
}

function fixed(id: number, type: number, length: number) {
  return Buffer.concat([number(id * 0x10000 + type), Buffer.alloc(length)])
}

function number(value: number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function wide(text: string) {
  return Buffer.from(`${text}\0`, 'utf16le')
}
