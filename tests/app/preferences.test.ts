import { expect, test } from 'vitest'
import { readPreferences } from '../../app/preferences.ts'

const preferencesOf = (headers: Record<string, string>) =>
  readPreferences(new Request('http://desk.localhost/', { headers }))

test('a chosen language and theme are kept in cookies', () => {
  expect(preferencesOf({ cookie: 'theme=dark; language=pt', 'accept-language': 'en' })).toEqual({
    language: 'pt',
    theme: 'dark',
  })
})

test('whoever chose nothing gets the language of the browser and the light of the device', () => {
  expect(preferencesOf({ 'accept-language': 'fr-FR, pt-PT;q=0.8, en;q=0.5' })).toEqual({
    language: 'pt',
    theme: 'system',
  })
  expect(preferencesOf({})).toEqual({ language: 'en', theme: 'system' })
})

test('a cookie that holds nonsense counts as no choice', () => {
  expect(preferencesOf({ cookie: 'theme=pink; language=%00' })).toEqual({ language: 'en', theme: 'system' })
})
