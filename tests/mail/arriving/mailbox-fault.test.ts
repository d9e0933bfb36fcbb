import { expect, test } from 'vitest'
import { sayMailboxFault } from '../../../domain/words/mailbox-faults.ts'
import { ConnectionClosed, mailboxFaultOf } from '../../../mail/arriving/mailbox-fault.ts'
import { SignInRefused } from '../../../mail/arriving/sign-in.ts'

const error = (message: string, marks: object = {}) => Object.assign(new Error(message), marks)
const response = '3 NO [AUTHENTICATIONFAILED] Authentication failed.'
const openssl = '40A33A557F7F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number'

test.each([
  [error('Command failed', { authenticationFailed: true, response }), 'login_refused', 'Authentication failed.'],
  [
    error('Command failed', {
      authenticationFailed: true,
      serverResponseCode: 'LIMIT',
      response: '3 NO [LIMIT] Later.',
    }),
    'full',
    'Later.',
  ],
  [
    error('Command failed', { authenticationFailed: true, response: '3 NO No\0 entry.' }),
    'login_refused',
    'No\uFFFD entry.',
  ],
  [new SignInRefused('invalid_grant'), 'grant_refused', 'invalid_grant'],
  [error(openssl, { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }), 'not_secure', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  [
    error('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    'not_secure',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ],
  [error('certificate has expired', { code: 'CERT_HAS_EXPIRED' }), 'not_secure', 'CERT_HAS_EXPIRED'],
  [error('Unable', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }), 'not_secure', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [error('Cannot upgrade', { tlsFailed: true }), 'not_secure', 'Cannot upgrade'],
  [
    error('connect ECONNREFUSED 127.0.0.1:993', { code: 'ECONNREFUSED' }),
    'unreachable',
    'connect ECONNREFUSED 127.0.0.1:993',
  ],
  [
    error('fetch failed', { cause: error('getaddrinfo ENOTFOUND', { code: 'ENOTFOUND' }) }),
    'unreachable',
    'fetch failed',
  ],
  [
    error('Command failed', { mailboxMissing: true, response: '4 NO Mailbox does not exist.' }),
    'no_such_folder',
    'Mailbox does not exist.',
  ],
  [new ConnectionClosed('The server closed the connection.'), 'closed', null],
  [error('read ECONNRESET', { code: 'ECONNRESET' }), 'closed', 'read ECONNRESET'],
  [
    error('The lock of the mailbox was lost with its connection.'),
    'failed',
    'The lock of the mailbox was lost with its connection.',
  ],
])(
  'what keeps a mailbox from being read is one of the known reasons, with what was said of it: %s',
  (reason, fault, said) => {
    expect(mailboxFaultOf(reason, 'password')).toEqual({ fault, said })
  },
)

test('a refused access token is not called a password', () => {
  expect(mailboxFaultOf(error('Command failed', { authenticationFailed: true }), 'xoauth2').fault).toBe('token_refused')
})

test('each reason is a sentence in both languages, one that is not known any more as well', () => {
  const refused = { fault: 'login_refused', said: ' ' }
  expect(sayMailboxFault(refused, 'en')).toEqual({ sentence: expect.stringContaining('refused the user'), said: null })
  expect(sayMailboxFault(refused, 'pt').sentence).toContain('recusou o utilizador')
  expect(sayMailboxFault({ fault: 'gone', said: null }, 'pt').sentence).toContain('Não foi possível lê-la')
})
