import { createServer } from 'node:net'

/** Whether somebody could listen there now. */
export async function isFree(host: string, port: number): Promise<boolean> {
  return (await portTaken(host, port)) !== null
}

/** The wanted port when it is free, else any other that is. */
export async function freePort(host: string, wanted: number): Promise<number> {
  const port = (await portTaken(host, wanted)) ?? (await portTaken(host, 0))
  if (port === null) throw new Error(`No port is free on ${host}.`)
  return port
}

/** Takes the port for a moment and gives it back. */
function portTaken(host: string, port: number): Promise<number | null> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null))
    })
  })
}
