/** What is left of the time that reading one mail may take, in milliseconds: it goes with the mail through every step. */
export type MailTime = { left: () => number; spend: (milliseconds: number) => void }

/** Of the five seconds a mail may take (mail §7, B15), half of one is for writing down what came of it. */
const whole = 4500

/** The time of one mail. What is done for it is spent; waiting behind others costs it nothing. */
export function newMailTime(milliseconds = whole): MailTime {
  let spent = 0
  return {
    left: () => Math.max(0, Math.floor(milliseconds - spent)),
    spend: (some) => {
      spent += some
    },
  }
}
