import type { ButtonHTMLAttributes } from 'react'
import { Link, type LinkProps } from './link.tsx'

type Look = { look?: 'primary' | 'danger' | 'quiet'; size?: 'small' }

function classes({ look, size }: Look) {
  return ['button', look, size].filter(Boolean).join(' ')
}

/** A verb and its object. Never disabled: the server answers with words instead. */
export function Button({ look, size, ...rest }: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button {...rest} className={classes({ ...(look && { look }), ...(size && { size }) })} />
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ look, size, ...rest }: Look & LinkProps) {
  return <Link {...rest} className={classes({ ...(look && { look }), ...(size && { size }) })} />
}
