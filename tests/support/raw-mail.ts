/** The bytes of a mail from its header lines and its body, with network line ends. */
export function rawMail(headers: string[], body = 'Hello\n') {
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`)
}
