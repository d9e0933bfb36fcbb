import 'react'

// React 18 hands unknown attributes on but does not type them.
declare module 'react' {
  interface HTMLAttributes<T> {
    popover?: 'auto' | 'manual'
  }
  interface ButtonHTMLAttributes<T> {
    popovertarget?: string
  }
}

// Browsers take the button a panel hangs on; TypeScript does not know it yet.
declare global {
  interface HTMLElement {
    showPopover(options: { source: HTMLElement }): void
  }
}
