import { generateKeyPairSync } from 'node:crypto'
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import type { Resolver } from '../../mail/evidence/dns.ts'

type SignOptions = Parameters<typeof dkimSign>[1]
type Fault = 'away' | 'silent'

/** A DNS of our own: what is written in it, nothing else. `asked` tells what was looked up. */
export function anOfflineDns() {
  const records = new Map<string, string[][]>()
  const faults = new Map<string, Fault>()
  const asked: string[] = []
  const resolver: Resolver = async (name, type) => {
    asked.push(`${type} ${name}`)
    const fault = faults.get(name)
    if (fault === 'silent') return new Promise(() => {})
    if (fault) throw withCode('ESERVFAIL')
    const found = records.get(`${type} ${name}`)
    if (!found) throw withCode('ENOTFOUND')
    return found
  }

  /** Writes a TXT record, in place of the one before. */
  function write(name: string, text: string) {
    records.set(`TXT ${name}`, [[text]])
  }

  /** A domain with a key of its own under the selector `s1`, and a DMARC and an SPF record where the test gives one. */
  function aDomain(domain: string, says: { dmarc?: string | null; spf?: string; bits?: number } = {}) {
    const { dmarc = 'v=DMARC1; p=reject', spf, bits = 1024 } = says
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: bits,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    write(`s1._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`)
    if (dmarc !== null) write(`_dmarc.${domain}`, dmarc)
    if (spf) write(domain, spf)
    const by = { signingDomain: domain, selector: 's1', privateKey }

    return {
      privateKey,
      /** The same mail, signed as the domain's own server would, unless the test says otherwise. */
      sign: async (raw: Buffer, options: Partial<SignOptions> = {}) => {
        const { signatures, errors } = await dkimSign(raw, {
          ...by,
          signatureData: [{ ...by, ...options }],
          ...options,
        })
        if (errors.length > 0) throw errors[0]
        return Buffer.concat([Buffer.from(signatures), raw])
      },
      /** The same mail with a seal upon it, and what the one who seals it says to have found (RFC 8617). */
      seal: async (raw: Buffer, found: string) =>
        Buffer.concat([await sealMessage(raw, { ...by, authResults: found }), raw]),
    }
  }

  return {
    resolver,
    aDomain,
    write,
    asked,
    fail: (name: string, how: Fault = 'away') => faults.set(name, how),
    mend: () => faults.clear(),
  }
}

function withCode(code: string) {
  return Object.assign(new Error(`The test says ${code}.`), { code })
}
