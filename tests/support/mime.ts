/** One part of a mail: its fields, then its words or bytes as they are sent. */
export function aPart(fields: string[], body: string | Uint8Array): Buffer {
  const words = typeof body === 'string' ? Buffer.from(body.replace(/\r?\n/g, '\r\n')) : Buffer.from(body)
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`), words])
}

/** A mail of these parts. */
export function aMultipart(parts: Buffer[], { type = 'multipart/mixed', headers = [] as string[] } = {}): Buffer {
  const head = [...headers, 'MIME-Version: 1.0', `Content-Type: ${type}; boundary="parts"`]
  const pieces = parts.flatMap((part) => [Buffer.from('--parts\r\n'), part, Buffer.from('\r\n')])
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), ...pieces, Buffer.from('--parts--\r\n')])
}

/** A mail with these fields and exactly these bytes below them. */
export function aMailOf(headers: (string | Uint8Array)[], body: string | Uint8Array): Buffer {
  const lines = headers.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')])
  return Buffer.concat([...lines, Buffer.from('\r\n'), Buffer.from(body)])
}
