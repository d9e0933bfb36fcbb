import { fileURLToPath } from 'node:url'
import type { FileStorage } from '@remix-run/file-storage'
import { createBucketStore, parseBucket } from './bucket-store.ts'
import { createFolderStore } from './folder-store.ts'

/** Where the bytes of files lie, each under a key that is used once. What is read is streamed, not held. */
export type FileStore = Pick<FileStorage, 'get' | 'has' | 'set' | 'remove'>

/** Opens the store that FILES_URL names: a folder (`file:`), or a bucket (`s3:`) that several machines share. */
export function openFileStore(filesUrl: string): FileStore {
  const bucket = parseBucket(filesUrl)
  return bucket ? createBucketStore(bucket) : createFolderStore(fileURLToPath(filesUrl))
}

/** Whether FILES_URL names a store that can be opened. */
export function isFilesUrl(text: string): boolean {
  if (parseBucket(text)) return true
  return URL.canParse(text) && new URL(text).protocol === 'file:' && new URL(text).host === ''
}
