import { expect, test } from 'vitest'
import { sayDevice } from '../../app/device.server.ts'

test('a browser is called as its owner would call it', () => {
  const like = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  const said = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${like} Chrome/142.0 Safari/537.36 Edg/142.0`, 'Edge on Windows'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${like} Chrome/142.0 Safari/537.36`, 'Chrome on Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['curl/8.9', 'A browser'],
  ]
  for (const [agent = '', name] of said) expect(sayDevice(agent, 'en')).toBe(name)
  expect(sayDevice('Mozilla/5.0 (X11; Linux) Firefox/145.0', 'pt')).toBe('Firefox em Linux')
})
