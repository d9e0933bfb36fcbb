/** Which side of a change a picture shows. */
export const pictureShows = ['before', 'after'] as const
export type PictureShows = (typeof pictureShows)[number]

/** A picture of an offer, as a PM names it. */
export type Picture = { file: string; shows: PictureShows | null }
