/** As fast as it is read, and no further once nobody reads on. */
export function flowOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>) {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(flow) {
      const { done, value } = await chunks.next()
      if (done) flow.close()
      else flow.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}
