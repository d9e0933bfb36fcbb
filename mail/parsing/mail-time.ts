/** What is left of the time that reading one mail may take, in milliseconds: it goes with the mail through every step. */
export type MailTime = {
  left: () => number
  /** `worked` is how much of it was work, where that is known: the rest was a thread that waited for a processor. */
  spend: (milliseconds: number, worked?: number) => void
  /** Whether so much went by in waiting that it says nothing of the mail when its time is over. */
  isStarved: () => boolean
}

/** Of the five seconds a mail may take (mail §7, B15), half of one is for writing down what came of it. */
const whole = 4500

/** A mail that had a processor for so much of its time was not kept from it. */
const shareOfWork = 0.75

/** A timer may ring a millisecond too soon: what it leaves is nothing. */
const least = 2

/**
 * The time of one mail, by the clock: none keeps a thread for longer. What is done for it is spent; waiting behind others
 * costs it nothing.
 */
export function newMailTime(milliseconds = whole): MailTime {
  let spent = 0
  let waited = 0
  return {
    left: () => (milliseconds - spent < least ? 0 : Math.floor(milliseconds - spent)),
    spend: (some, worked = some) => {
      spent += some
      waited += Math.max(0, some - worked)
    },
    isStarved: () => waited > milliseconds * (1 - shareOfWork),
  }
}
