/** Whole numbers below a bound, the same ones for the same seed (Lehmer). */
export function randomOf(seed: number) {
  let at = seed
  return (below: number) => {
    at = (at * 48_271) % 2_147_483_647
    return at % below
  }
}
