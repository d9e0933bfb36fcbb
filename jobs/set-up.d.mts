export const root: string
export const ourNode: string
export function fitPackages(): Promise<void>
export function fitBuild(): Promise<void>
export function endSetUp(): void
