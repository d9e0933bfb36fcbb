export declare function findProgram(name: 'dovecot' | 'chromium'): string | null
