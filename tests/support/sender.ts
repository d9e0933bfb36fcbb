/** Who sends the letters of a test; where they go it says for itself. */
export const sender = {
  baseUrl: 'https://desk.test',
  mailDomain: 'desk.test',
  mailboxes: [],
  secretKey: 'a secret of sixteen letters',
}
