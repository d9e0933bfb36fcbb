/**
 * The same request, whose body is read to its end even when its reader has had enough: a sender whose connection is cut
 * while it still sends never sees our answer. How much that may be is limited at the door.
 */
export function readToEnd(request: Request): Request {
  const { body } = request
  if (!body) return request
  const reader = body.getReader()
  const kept = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { done, value } = await reader.read()
      if (done) stream.close()
      else stream.enqueue(value)
    },
    async cancel() {
      while (!(await reader.read()).done);
    },
  })
  return new Request(request.url, { method: request.method, headers: request.headers, body: kept, duplex: 'half' })
}
