const limits = { looked: 64 * 1024, letters: 8, run: 3 }

/** The three commonest letters of the languages written so, in each page: а, о, и. */
const pages = { 'windows-1251': [0xe0, 0xee, 0xe8], 'koi8-r': [0xc1, 0xcf, 0xc9] }

/**
 * The Cyrillic code page of bytes whose label names none; null for anything else. Western words have a letter beyond
 * ASCII here and there, these have hardly any other, and each fifth of them is one of three.
 */
export function oldCyrillic(bytes: Uint8Array): keyof typeof pages | null {
  const counted = new Uint32Array(256)
  let letters = 0
  let strange = 0
  let together = 0
  let run = 0
  for (const byte of bytes.subarray(0, limits.looked)) {
    if (byte >= 0xc0) {
      counted[byte] = (counted[byte] ?? 0) + 1
      letters++
      run++
      together += run === limits.run ? limits.run : run > limits.run ? 1 : 0
      continue
    }
    run = 0
    if (byte >= 0x80 && !isMark(byte)) strange++
  }
  if (letters < limits.letters || together < letters * 0.7 || strange > letters * 0.05) return null
  const share = (common: number[]) => common.reduce((sum, byte) => sum + (counted[byte] ?? 0), 0) / letters
  if (share(pages['windows-1251']) >= 0.17) return 'windows-1251'
  return share(pages['koi8-r']) >= 0.17 ? 'koi8-r' : null
}

/** Quotation marks, dashes, the blank that does not break, № and Ё: what stands beside letters in any Cyrillic text. */
function isMark(byte: number): boolean {
  return [0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa0, 0xa3, 0xa8, 0xab, 0xb3, 0xb8, 0xb9, 0xbb].includes(byte)
}
