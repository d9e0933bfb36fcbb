import type { Language } from '../../domain/ticket.ts'

/** What stands around a letter that is shown in its own shape. */
const words = {
  en: {
    title: 'A letter in its own shape',
    titleOf: (name: string) => `Letter from ${name}`,
    withoutPictures: {
      lang: 'en',
      text: 'Pictures from elsewhere are left out: loading them tells their owner that you opened this, when and from which network.',
    },
    loadPictures: 'Load pictures',
  },
  pt: {
    title: 'Uma mensagem na sua forma própria',
    titleOf: (name: string) => `Mensagem de ${name}`,
    withoutPictures: {
      lang: 'pt-PT',
      text: 'As imagens de fora ficam de lado: carregá-las diz ao seu dono que abriu isto, quando e a partir de que rede.',
    },
    loadPictures: 'Carregar imagens',
  },
}

export function letterWords(language: Language) {
  return words[language]
}
