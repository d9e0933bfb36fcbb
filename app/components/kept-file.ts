/** A file already kept by the server: it survives a form that came back with errors. */
export type KeptFile = { id: string; name: string; size: string; picture?: boolean }
