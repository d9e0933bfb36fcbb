import type { KeptFile } from './kept-file.ts'

type Sending = { files: File[]; tell: (share: number) => void; signal: AbortSignal }

/**
 * Sends files ahead of their form, and tells how far it has come. Answers what the server has kept; null when it would
 * not, or could not: then the files go along with the form.
 */
export function upload({ files, tell, signal }: Sending): Promise<KeptFile[] | null> {
  const form = new FormData()
  form.append('at', location.pathname)
  for (const file of files) form.append('files', file)
  return new Promise((resolve) => {
    const asking = new XMLHttpRequest()
    asking.open('POST', '/uploads')
    asking.responseType = 'json'
    asking.upload.onprogress = ({ loaded, total }) => tell(loaded / total)
    asking.onloadend = () => resolve(asking.status === 200 ? asking.response : null)
    signal.addEventListener('abort', () => asking.abort())
    asking.send(form)
  })
}
