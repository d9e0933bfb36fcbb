import { describe, expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'

const name = 'Marta Reis'
const address = 'marta@agency.example'
// prettier-ignore
const attributions: Record<string, string[]> = {
  English: [
    `On Tue, Feb 3, 2026 at 10:12 AM ${name} <${address}> wrote:`,
    `On 3 Feb 2026, at 10:12, ${name} <${address}> wrote:`,
    `On 03/02/2026 10:12, ${name} wrote:`,
    `On Tuesday, February 3rd, 2026 at 10:12 AM, ${name} <${address}> wrote:`,
    `${name} <${address}> wrote on 03.02.2026 10:12:`,
    `On 3/2/26, 10:12 AM, "${name}" <${address}> wrote:`,
    `On Feb 3, 2026 10:12, ${name} wrote:`,
    `On Tue, 03 Feb 2026 10:12:00 +0000, ${name} <${address}> said:`,
    `Quoting ${name} <${address}>:`,
    `2026-02-03 10:12 GMT+00:00 ${name} <${address}>:`,
    `On 2026-02-03 10:12, ${name} wrote:`,
    `* ${name} <${address}> [2026-02-03 10:12]:`,
    `At 10:12 03/02/2026, ${name} wrote:`,
    `On Tue, Feb 3, 2026, 10:12 ${name} via Desk <${address}> wrote:`,
    `---- On Tue, 03 Feb 2026 10:12:00 +0000 ${name} <${address}> wrote ----`,
    `Em 3 de fev de 2026, à(s) 10:12, ${name} <${address}> wrote:`,
    `From: ${name} <${address}>\nSent: Tuesday, February 3, 2026 10:12 AM\nTo: Joana <joana@vale.example>\nSubject: RE: x`,
  ],
  Portuguese: [
    `Em ter., 3 de fev. de 2026 às 10:12, ${name} <${address}> escreveu:`,
    `Em 03/02/2026 10:12, ${name} escreveu:`,
    `${name} <${address}> escreveu no dia terça, 3/02/2026 à(s) 10:12:`,
    `No dia 3 de fevereiro de 2026 às 10:12, ${name} <${address}> escreveu:`,
    `Em 3 de fev. de 2026, à(s) 10:12, ${name} <${address}> escreveu:`,
    `A 3 de fevereiro de 2026, ${name} escreveu:`,
    `Às 10:12 de 03/02/2026, ${name} escreveu:`,
    `A terça, 3/02/2026, 10:12, ${name} <${address}> escreveu:`,
    `De: ${name} <${address}>\nEnviada: terça-feira, 3 de fevereiro de 2026 10:12\nPara: Joana <joana@vale.example>\nAssunto: RE: x`,
    `De: ${name} <${address}>\nEnviado: 3 de fevereiro de 2026 10:12\nPara: Joana\nAssunto: x`,
  ],
  Spanish: [
    `El mar, 3 feb 2026 a las 10:12, ${name} (<${address}>) escribió:`,
    `El 3 feb 2026, a las 10:12, ${name} <${address}> escribió:`,
    `El 03/02/2026 a las 10:12, ${name} escribió:`,
    `El martes, 3 de febrero de 2026, ${name} <${address}> escribió:`,
    `De: ${name} <${address}>\nEnviado: martes, 3 de febrero de 2026 10:12\nPara: Joana\nAsunto: x`,
  ],
  French: [
    `Le mar. 3 févr. 2026 à 10:12, ${name} <${address}> a écrit :`,
    `Le 03/02/2026 à 10:12, ${name} a écrit :`,
    `Le 3 févr. 2026 à 10:12, ${name} <${address}> a écrit :`,
    `Le mardi 3 février 2026, ${name} <${address}> a écrit :`,
    `De : ${name} <${address}>\nEnvoyé : mardi 3 février 2026 10:12\nÀ : Joana\nObjet : x`,
    `De: ${name} <${address}>\nDate: mardi 3 février 2026 à 10:12\nÀ: Joana\nObjet: x`,
  ],
  German: [
    `Am Di., 3. Feb. 2026 um 10:12 Uhr schrieb ${name} <${address}>:`,
    `Am 03.02.2026 um 10:12 schrieb ${name}:`,
    `Am 03.02.26 um 10:12 schrieb ${name} <${address}>:`,
    `${name} <${address}> schrieb am Di., 3. Feb. 2026, 10:12:`,
    `Gesendet: Dienstag, 03. Februar 2026 um 10:12 Uhr\nVon: "${name}" <${address}>\nAn: Joana\nBetreff: x`,
    `Von: ${name} <${address}>\nGesendet: Dienstag, 3. Februar 2026 10:12\nAn: Joana\nBetreff: x`,
    `Zitat von ${name} <${address}>:`,
    `Am 3. Februar 2026 10:12:00 MEZ schrieb ${name} <${address}>:`,
    `Von: ${name} <${address}>\nDatum: Dienstag, 3. Februar 2026 um 10:12\nAn: Joana\nBetreff: x`,
  ],
  Italian: [
    `Il giorno mar 3 feb 2026 alle ore 10:12 ${name} <${address}> ha scritto:`,
    `Il 03/02/2026 10:12, ${name} ha scritto:`,
    `Il giorno 3 feb 2026, alle ore 10:12, ${name} <${address}> ha scritto:`,
    `Il Martedì 3 Febbraio 2026 10:12, ${name} <${address}> ha scritto:`,
    `Da: ${name} <${address}>\nInviato: martedì 3 febbraio 2026 10:12\nA: Joana\nOggetto: x`,
  ],
  Dutch: [
    `Op di 3 feb 2026 om 10:12 schreef ${name} <${address}>:`,
    `Op 3 feb. 2026, om 10:12 heeft ${name} <${address}> het volgende geschreven:`,
    `Op 03-02-2026 om 10:12 schreef ${name}:`,
    `Van: ${name} <${address}>\nVerzonden: dinsdag 3 februari 2026 10:12\nAan: Joana\nOnderwerp: x`,
    `Op dinsdag 3 februari 2026 10:12 schreef ${name} <${address}>:`,
  ],
  Polish: [
    `wt., 3 lut 2026 o 10:12 ${name} <${address}> napisał(a):`,
    `W dniu 3.02.2026 o 10:12, ${name} pisze:`,
    `Wiadomość napisana przez ${name} <${address}> w dniu 3 lut 2026, o godz. 10:12:`,
    `Dnia 3 lutego 2026 10:12 ${name} <${address}> napisał(a):`,
    `W dniu wtorek, 3 lutego 2026 ${name} <${address}> napisał(a):`,
    `Od: ${name} <${address}>\nWysłano: wtorek, 3 lutego 2026 10:12\nDo: Joana\nTemat: x`,
    `Od: ${name} <${address}>\nData: wtorek, 3 lutego 2026 10:12\nDo: Joana\nTemat: x`,
  ],
  Czech: [
    `út 3. 2. 2026 v 10:12 odesílatel ${name} <${address}> napsal:`,
    `Dne 3.2.2026 v 10:12 ${name} napsal(a):`,
    `Dne 3. 2. 2026 v 10:12 ${name} napsala:`,
    `3. 2. 2026 v 10:12, ${name} <${address}>:`,
    `Dne út 3. 2. 2026 10:12 uživatel ${name} <${address}> napsal:`,
    `Od: ${name} <${address}>\nOdesláno: úterý 3. února 2026 10:12\nKomu: Joana\nPředmět: x`,
    `---------- Původní e-mail ----------\nOd: ${name} <${address}>\nKomu: Joana\nDatum: 3. 2. 2026 10:12:00\nPředmět: x`,
  ],
  Danish: [
    `Den tirs. 3. feb. 2026 kl. 10.12 skrev ${name} <${address}>:`,
    `Den 03-02-2026 kl. 10:12 skrev ${name}:`,
    `Den 3. feb. 2026 kl. 10.12 skrev ${name} <${address}>:`,
    `Fra: ${name} <${address}>\nSendt: 3. februar 2026 10:12\nTil: Joana\nEmne: x`,
  ],
  Swedish: [
    `Den tis 3 feb. 2026 kl 10:12 skrev ${name} <${address}>:`,
    `3 feb. 2026 kl. 10:12 skrev ${name} <${address}>:`,
    `Den 2026-02-03 kl. 10:12, skrev ${name}:`,
    `Från: ${name} <${address}>\nSkickat: den 3 februari 2026 10:12\nTill: Joana\nÄmne: x`,
    `On 2026-02-03 10:12 skrev ${name}:`,
  ],
  Norwegian: [
    `tir. 3. feb. 2026 kl. 10:12 skrev ${name} <${address}>:`,
    `Den 03.02.2026 10:12, skrev ${name}:`,
    `${name} <${address}> skrev den 3. feb. 2026 kl. 10:12:`,
    `3. feb. 2026 kl. 10:12 skrev ${name} <${address}>:`,
    `Fra: ${name} <${address}>\nSendt: tirsdag 3. februar 2026 10:12\nTil: Joana\nEmne: x`,
  ],
  Finnish: [
    `ti 3. helmik. 2026 klo 10.12 ${name} (${address}) kirjoitti:`,
    `${name} <${address}> kirjoitti 3.2.2026 kello 10.12:`,
    `${name} kirjoitti 3.2.2026 klo 10:12:`,
    `3.2.2026 10:12, ${name} kirjoitti:`,
    `Lähettäjä: ${name} <${address}>\nLähetetty: tiistai 3. helmikuuta 2026 10:12\nVastaanottaja: Joana\nAihe: x`,
  ],
  Hungarian: [
    `${name} <${address}> ezt írta (időpont: 2026. febr. 3., K, 10:12):`,
    `2026. 02. 03. 10:12 keltezéssel, ${name} írta:`,
    `2026.02.03. 10:12 keltezéssel, ${name} írta:`,
    `2026. febr. 3. dátummal, 10:12 időpontban ${name} <${address}> írta:`,
    `Feladó: ${name} <${address}>\nElküldve: 2026. február 3., kedd 10:12\nCímzett: Joana\nTárgy: x`,
  ],
  Romanian: [
    `În mar., 3 feb. 2026 la 10:12, ${name} <${address}> a scris:`,
    `Pe 03.02.2026 10:12, ${name} a scris:`,
    `Pe mar., 3 feb. 2026 la 10:12, ${name} <${address}> a scris:`,
    `Pe 3 feb. 2026, la 10:12, ${name} <${address}> a scris:`,
    `De la: ${name} <${address}>\nTrimis: marți, 3 februarie 2026 10:12\nCătre: Joana\nSubiect: x`,
  ],
  Greek: [
    `Στις Τρί 3 Φεβ 2026 στις 10:12 π.μ., ο/η ${name} <${address}> έγραψε:`,
    `Στις 03/02/2026 10:12, ο ${name} έγραψε:`,
    `Στις 3 Φεβ 2026, στις 10:12, ο χρήστης ${name} <${address}> έγραψε:`,
    `Από: ${name} <${address}>\nΣτάλθηκε: Τρίτη, 3 Φεβρουαρίου 2026 10:12\nΠρος: Joana\nΘέμα: x`,
  ],
  Russian: [
    `вт, 3 февр. 2026 г. в 10:12, ${name} <${address}>:`,
    `03.02.2026 10:12, ${name} пишет:`,
    `3 февр. 2026 г., в 10:12, ${name} <${address}> написал(а):`,
    `Вторник, 3 февраля 2026, 10:12 +03:00 от ${name} <${address}>:`,
    `вторник, 3 февраля 2026 г. пользователь ${name} <${address}> написал:`,
    `03.02.2026, 10:12, "${name}" <${address}>:`,
    `От: ${name} <${address}>\nОтправлено: 3 февраля 2026 г. 10:12\nКому: Joana\nТема: x`,
  ],
  Ukrainian: [
    `вт, 3 лют. 2026 р. о 10:12 ${name} <${address}> пише:`,
    `03.02.26 10:12, ${name} пише:`,
    `3 лют. 2026 р. о 10:12 ${name} <${address}> написав(-ла):`,
    `Від: ${name} <${address}>\nНадіслано: 3 лютого 2026 р. 10:12\nКому: Joana\nТема: x`,
    `3 лютого 2026, 10:12:00, від "${name}" <${address}>:`,
  ],
  Turkish: [
    `${name} <${address}>, 3 Şub 2026 Sal, 10:12 tarihinde şunu yazdı:`,
    `3.02.2026 10:12 tarihinde ${name} yazdı:`,
    `${name} <${address}> şunları yazdı (3 Şub 2026 10:12):`,
    `3 Şub 2026 tarihinde 10:12 saatinde, ${name} <${address}> şunları yazdı:`,
    `Kimden: ${name} <${address}>\nGönderildi: 3 Şubat 2026 Salı 10:12\nKime: Joana\nKonu: x`,
  ],
  Arabic: [
    `في الثلاثاء، 3 فبراير 2026 في 10:12 ص تمت كتابة ما يلي بواسطة ${name} <${address}>:`,
    `في ٣‏/٢‏/٢٠٢٦، الساعة ١٠:١٢ ص، كتب ${name} <${address}>:`,
    `بتاريخ 3/2/2026 10:12، كتب ${name}:`,
    `في 3 فبراير 2026، الساعة 10:12 ص، كتب/كتبت ${name} <${address}>:`,
    `من: ${name} <${address}>\nتم الإرسال: الثلاثاء، 3 فبراير 2026 10:12\nإلى: Joana\nالموضوع: x`,
  ],
  Hebrew: [
    `‫בתאריך יום ג׳, 3 בפבר׳ 2026 ב-10:12 מאת ‪${name}‬‏ <‪${address}‬‏>:‬`,
    `ב-3 בפבר׳ 2026, בשעה 10:12, ‏${name} <${address}> כתב/ה:`,
    `בתאריך 03/02/2026 10:12, ${name} כתב:`,
    `מאת: ${name} <${address}>\nנשלח: יום שלישי 03 פברואר 2026 10:12\nאל: Joana\nנושא: x`,
  ],
  Chinese: [
    `${name} <${address}> 于2026年2月3日周二 10:12写道：`,
    `在 2026年2月3日，上午10:12，${name} <${address}> 写道：`,
    `在 2026/2/3 10:12, ${name} 写道:`,
    `${name} <${address}> 於 2026年2月3日 週二 上午10:12寫道：`,
    `发件人: ${name} <${address}>\n发送时间: 2026年2月3日 10:12\n收件人: Joana\n主题: x`,
    `寄件者: ${name} <${address}>\n寄件日期: 2026年2月3日 上午 10:12\n收件者: Joana\n主旨: x`,
    `------------------ 原始邮件 ------------------\n发件人: "${name}" <${address}>;\n发送时间: 2026年2月3日(星期二) 上午10:12\n收件人: "Joana"<joana@vale.example>;\n主题: x`,
    `At 2026-02-03 10:12:00, "${name}" <${address}> wrote:`,
  ],
  Japanese: [
    `2026年2月3日(火) 10:12 ${name} <${address}>:`,
    `2026/02/03 10:12、${name} <${address}> のメール:`,
    `2026年2月3日 10:12、${name} <${address}>のメール:`,
    `${name} <${address}> さんは書きました (2026/02/03 10:12):`,
    `On 2026/02/03 10:12, ${name} wrote:`,
    `差出人: ${name} <${address}>\n送信日時: 2026年2月3日 10:12\n宛先: Joana\n件名: x`,
    `2026年2月3日(火) 10:12 ${name} さんが書きました:`,
  ],
  Korean: [
    `2026년 2월 3일 (화) 오전 10:12, ${name} <${address}>님이 작성:`,
    `2026. 2. 3. 오전 10:12, ${name} <${address}> 작성:`,
    `2026-02-03 오전 10:12에 ${name} 이(가) 쓴 글:`,
    `보낸 사람: ${name} <${address}>\n보낸 날짜: 2026년 2월 3일 화요일 오전 10:12\n받는 사람: Joana\n제목: x`,
    `2026년 2월 3일 오전 10:12, ${name} <${address}>님의 말:`,
  ],
}

const own = [
  'It works now.\nSecond line of mine.',
  'OK',
  'Obrigada, já funciona.\n\nOne more thing.\n\nBest regards,\nJoana',
]
const earlier = ['earlier words stand here', 'and here too.', '', 'Regards']
const quotings: Record<string, (lines: string[]) => string[]> = {
  marked: (lines) => lines.map((line) => `> ${line}`),
  'marked below a gap': (lines) => ['', ...lines.map((line) => `> ${line}`)],
  'not marked': (lines) => lines,
}

/** As mail programs wrap: at the last blank before the limit. */
function wrapped(line: string, limit: number): string {
  const cut = line.length > limit ? line.lastIndexOf(' ', limit) : -1
  return cut <= 0 ? line : `${line.slice(0, cut)}\n${wrapped(line.slice(cut + 1), limit)}`
}

function variantsOf(attribution: string): string[] {
  const isBlock = attribution.includes('\n')
  return isBlock ? [attribution] : [...new Set([500, 72, 60, 48].map((limit) => wrapped(attribution, limit)))]
}

describe('below an attribution nothing is new, however it is wrapped and the quote is marked', () => {
  test.each(Object.entries(attributions))('%s', (_, lines) => {
    for (const shape of lines.flatMap(variantsOf)) {
      for (const [marks, quote] of Object.entries(quotings)) {
        for (const words of own) {
          for (const gap of ['\n\n', '\n']) {
            const mail = `${words}${gap}${shape}\n${quote(earlier).join('\n')}\n`
            expect(readNewWords(mail, null, 'Re: x').text, `${marks}: ${shape}`).toBe(words)
          }
        }
      }
    }
  })
})
