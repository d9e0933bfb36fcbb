import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeText } from '../../../mail/parsing/charset.ts'

const cyrillic = [
  'Корзина пуста с полудня, заказать ничего нельзя. Посмотрите, пожалуйста!',
  'Здравей, поръчката №12 не се вижда — „моля“ провери.',
  'Кошик порожній, замовити нічого не можна.',
]
const others: [string, string][] = [
  ['windows-1252', 'Où est passé le café à côté ? Voilà, c’est réglé « déjà »… à bientôt, Zoë & Noël'],
  ['windows-1252', 'È già così: perché è più giù, però c’è di là. Città, età, libertà, verità, è, à, è'],
  ['windows-1252', 'Größe übermäßig, ÄÖÜß sind fünf Buchstaben für Öl'],
  ['windows-1253', 'Το καλάθι είναι άδειο από το μεσημέρι, δεν γίνεται παραγγελία'],
  ['windows-1255', 'העגלה ריקה מאז הצהריים ואי אפשר להזמין כלום'],
  ['gbk', '订单页面打不开，请尽快处理，谢谢你们的帮助'],
  ['shift_jis', '注文の画面が開きません。よろしくお願いします。'],
]

test.each(cyrillic)('Cyrillic whose label names no charset is read by its old page: %s', (words) => {
  const pages = /[іїє]/.test(words) ? ['windows-1251'] : ['windows-1251', 'koi8-r']
  for (const page of pages) {
    const bytes = iconv.encode(words.replace(/[№—„“]/g, page === 'koi8-r' ? '' : '$&'), page)
    for (const label of ['us-ascii', 'iso-8859-1', null]) {
      expect(decodeText(bytes, label)).toBe(words.replace(/[№—„“]/g, page === 'koi8-r' ? '' : '$&'))
    }
  }
})

test.each(others)('what is written in %s is taken for no Cyrillic: %s', (page, words) => {
  expect(decodeText(iconv.encode(words, page), 'us-ascii')).not.toMatch(/[а-яё]{3}/i)
})
