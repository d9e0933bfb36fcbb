// Plain JavaScript: the test runner asks before anything is installed.
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

const names = {
  dovecot: ['dovecot'],
  chromium: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
}

/** Where Debian puts what an ordinary user's PATH may leave out. */
const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/bin', '/usr/local/bin']

/**
 * The path of a program that tests need from the system, or null when it is not there.
 * @param {'dovecot' | 'chromium'} name
 * @returns {string | null}
 */
export function findProgram(name) {
  const paths = names[name].flatMap((file) => folders.map((folder) => join(folder, file)))
  return paths.find(mayRun) ?? null
}

/** @param {string} path */
function mayRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
