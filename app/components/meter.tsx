/** How much of something is used; `label` says it in words. Drawn without inline styles, which our CSP refuses. */
export function Meter({ used, of, label }: { used: number; of: number; label: string }) {
  const share = of === 0 ? 0 : Math.min(100, (used / of) * 100)
  return (
    <div className={used > of ? 'meter over' : 'meter'} role="img" aria-label={label}>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width={share} height="8" />
      </svg>
    </div>
  )
}
