import type { Language } from '../../domain/ticket.ts'

/** What stands around a letter that is shown in its own shape. */
const words = {
  en: {
    title: 'A letter in its own shape',
    titleOf: (name: string, when: string) => `Letter from ${name}, ${when}`,
    withoutPictures: {
      lang: 'en',
      text: 'Pictures from elsewhere are left out: loading them tells their owner that you opened this, when and from which network.',
    },
    loadPictures: 'Load pictures',
    always: (name: string) => `Always load pictures from ${name}`,
    askAgain: (name: string) => `Ask before loading pictures from ${name}`,
  },
  pt: {
    title: 'Um email na sua forma própria',
    titleOf: (name: string, when: string) => `Email de ${name}, ${when}`,
    withoutPictures: {
      lang: 'pt-PT',
      text: 'As imagens de fora ficam de lado: carregá-las diz ao seu dono que abriu isto, quando e a partir de que rede.',
    },
    loadPictures: 'Carregar imagens',
    always: (name: string) => `Carregar sempre as imagens de ${name}`,
    askAgain: (name: string) => `Perguntar antes de carregar imagens de ${name}`,
  },
}

export function letterWords(language: Language) {
  return words[language]
}
