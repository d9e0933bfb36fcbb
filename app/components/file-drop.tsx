import { type ClipboardEvent, type DragEvent, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'
import type { KeptFile } from './kept-file.ts'

export type { KeptFile }
/** A file to fetch. */
export type FileLink = KeptFile & { href: string; picture: boolean }

/**
 * A plain file field. With JavaScript files may also be dropped on it, `takePasted` takes those pasted into the text
 * beside it, and they are sent ahead while the form is still being filled in.
 */
export function FileDrop({ id, name = 'files', label, kept = [], sent, field }: FileDropProps) {
  const words = useWords()
  const { input, chosen, stored, share, over, clear } = field
  // What the server has kept must not be sent a second time.
  useEffect(() => {
    if (sent || kept.length > 0) clear()
  }, [kept.length, sent, clear])
  // A refused form names what was sent ahead of it, too.
  const ahead = stored.filter(({ id }) => !kept.some((file) => file.id === id))
  return (
    <div className={over ? 'file-drop over' : 'file-drop'} {...field.dropping}>
      <label htmlFor={id}>
        <Icon name="clip" />
        {label ?? words.form.files}
      </label>
      <p className="hint">{words.form.filesHint}</p>
      <input type="file" name={name} id={id} multiple ref={input} onChange={field.read} />
      {share !== null && <progress value={share} aria-label={words.form.files} />}
      {chosen.length > 0 && (
        <ul className="files">
          {chosen.map((file) => (
            <li className="file" key={sameAs(file)}>
              <span>{file.name}</span>
              <button type="button" onClick={() => field.remove(file)} aria-label={words.form.removeFile(file.name)}>
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {[...kept, ...ahead].map((file) => (
        <label key={file.id} className="kept-file">
          <input type="checkbox" name="file_ids" value={file.id} defaultChecked />
          {file.picture && <img src={`/files/${file.id}?small`} alt="" />}
          <span>
            {file.name} <span className="muted">{file.size}</span>
          </span>
        </label>
      ))}
    </div>
  )
}

/** `sent`: what was chosen is kept already, and listed elsewhere. */
type FileDropProps = { id: string; name?: string; label?: string; kept?: KeptFile[]; sent?: boolean; field: FileField }
export type FileField = ReturnType<typeof useFileField>

/** The files of one form, shared by its file field and the text they may be pasted into; another `formKey`, other files. */
export function useFileField(formKey = '') {
  const input = useRef<HTMLInputElement>(null)
  const running = useRef<AbortController>()
  const [at, stay] = useState(formKey)
  const [chosen, setChosen] = useState<File[]>([])
  const [stored, setStored] = useState<KeptFile[]>([])
  const [share, setShare] = useState<number | null>(null)
  const [over, setOver] = useState(false)
  if (at !== formKey) {
    stay(formKey)
    setChosen([])
    setStored([])
  }

  const read = () => {
    const files = [...(input.current?.files ?? [])]
    setChosen(files)
    running.current?.abort()
    if (files.length > 0 && input.current?.name === 'files') sendAhead(files, input.current)
  }
  const sendAhead = async (files: File[], from: HTMLInputElement) => {
    const sending = new AbortController()
    running.current = sending
    // Once the form itself is on its way, it takes along what has not arrived.
    from.form?.addEventListener('submit', () => sending.abort(), { once: true })
    setShare(0)
    const { upload } = await import('./upload.ts')
    const kept = await upload({ files, tell: setShare, signal: sending.signal })
    if (running.current !== sending) return
    setShare(null)
    if (!kept || sending.signal.aborted) return
    flushSync(() => {
      setStored((before) => [...before, ...kept])
      setChosen([])
    })
    from.value = ''
  }
  const fill = (files: File[]) => {
    if (!input.current) return
    const transfer = new DataTransfer()
    for (const file of new Map(files.map((one) => [sameAs(one), one])).values()) transfer.items.add(file)
    input.current.files = transfer.files
    read()
  }
  const add = (files: FileList) => fill([...chosen, ...files])
  const clear = useCallback(() => {
    if (input.current) input.current.value = ''
    setChosen([])
  }, [])

  return {
    input,
    chosen,
    stored,
    share,
    over,
    read,
    clear,
    remove: (file: File) => fill(chosen.filter((one) => one !== file)),
    takePasted: (event: ClipboardEvent) => {
      if (event.clipboardData.files.length === 0) return
      event.preventDefault()
      add(event.clipboardData.files)
    },
    dropping: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer.files)
      },
    },
  }
}

function sameAs(file: File) {
  return `${file.name}/${file.size}/${file.lastModified}`
}
