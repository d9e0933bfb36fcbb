import { type ClipboardEvent, type DragEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'

/** A file already kept by the server: it survives a form that came back with errors. */
export type KeptFile = { id: string; name: string; size: string }
/** A file to fetch. */
export type FileLink = KeptFile & { href: string; picture: boolean }

/**
 * A plain file field. With JavaScript files may also be dropped on it, and `takePasted` takes those pasted
 * into the text beside it; both only fill the field, so the form is sent the same way.
 */
export function FileDrop({ id, name = 'files', label, kept, sent, field }: FileDropProps) {
  const words = useWords()
  const { input, chosen, over, clear } = field
  // What the server has kept must not be sent a second time.
  useEffect(() => {
    if (sent || (kept && kept.length > 0)) clear()
  }, [kept, sent, clear])
  return (
    <div className={over ? 'file-drop over' : 'file-drop'} {...field.dropping}>
      <label htmlFor={id}>
        <Icon name="clip" />
        {label ?? words.form.files}
      </label>
      <p className="hint">{words.form.filesHint}</p>
      <input type="file" name={name} id={id} multiple ref={input} onChange={field.read} />
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
      {kept?.map(({ id, name, size }) => (
        <label key={id}>
          <input type="checkbox" name="file_ids" value={id} defaultChecked />
          <span>
            {name} <span className="muted">{size}</span>
          </span>
        </label>
      ))}
    </div>
  )
}

/** `sent`: what was chosen is kept already, and listed elsewhere. */
type FileDropProps = { id: string; name?: string; label?: string; kept?: KeptFile[]; sent?: boolean; field: FileField }
export type FileField = ReturnType<typeof useFileField>

/** The files of one form, shared by its file field and the text they may be pasted into. */
export function useFileField() {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File[]>([])
  const [over, setOver] = useState(false)

  const read = () => setChosen([...(input.current?.files ?? [])])
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
