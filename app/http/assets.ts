import { existsSync, readdirSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import type { NextFunction, Request, Response } from 'express'

type Asset = { file: string; encodings: Encoding[] }
type Encoding = keyof typeof suffixes
const suffixes = { br: '.br', gzip: '.gz' } as const

/** Serves the built files, compressed when the build left a compressed copy and the browser takes it. */
export function serveAssets(folder: string) {
  const assets = listAssets(folder)
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const asset = assets.get(request.path)
    if (asset) return send(asset, request, response, next)
    if (request.path.startsWith('/assets/')) return void response.status(404).type('text').send('No such file.\n')
    next()
  }
}

function send(asset: Asset, request: Request, response: Response, next: NextFunction) {
  // Names under /assets/ carry a hash of what is in them.
  const lasting = request.path.startsWith('/assets/')
  const encoding = asset.encodings.find((one) => request.acceptsEncodings(one))
  response.type(extname(asset.file)).vary('Accept-Encoding')
  if (encoding) response.set('Content-Encoding', encoding)
  response.sendFile(
    asset.file + (encoding ? suffixes[encoding] : ''),
    { immutable: lasting, maxAge: lasting ? '1y' : '1h', dotfiles: 'allow' },
    (fault) => fault && !response.headersSent && next(fault),
  )
}

function listAssets(folder: string): Map<string, Asset> {
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const there = new Set(files)
  const compressed = Object.values(suffixes)
  return new Map(
    files
      .filter((file) => !compressed.some((suffix) => file.endsWith(suffix)))
      .map((file) => [urlPath(folder, file), { file, encodings: encodingsOf(file, there) }]),
  )
}

function encodingsOf(file: string, there: Set<string>): Encoding[] {
  return (['br', 'gzip'] as const).filter((encoding) => there.has(file + suffixes[encoding]))
}

function urlPath(folder: string, file: string) {
  return file.slice(folder.length).split(sep).map(encodeURIComponent).join('/')
}
