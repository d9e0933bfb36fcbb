/** Something a person must change before the house can start. The message is one whole sentence. */
export class CannotStart extends Error {}
