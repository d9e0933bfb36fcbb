/** What a page of an app's documentation is about: a business flow, or how the app differs from the standard product (R047). */
export const documentKinds = ['flow', 'deviation', 'other'] as const
export type DocumentKind = (typeof documentKinds)[number]
