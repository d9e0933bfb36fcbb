import { useEffect, useRef } from 'react'

type TestStepsProps = { name: string; legend: string; steps: { value: string; label: string }[] }

/** Steps to try, in order. What is ticked stays ticked in this browser, under this name. */
export function TestSteps({ name, legend, steps }: TestStepsProps) {
  const list = useRef<HTMLFieldSetElement>(null)
  const place = `ticks:${name}`
  useEffect(() => {
    const kept = localStorage.getItem(place)?.split(',')
    for (const box of boxesIn(list.current)) if (kept?.includes(box.value)) box.checked = true
    // What was ticked before this page's scripts listened counts too.
    keepTicks(place, list.current)
  }, [place])
  return (
    <fieldset className="test-steps" ref={list} onChange={() => keepTicks(place, list.current)}>
      <legend>{legend}</legend>
      <ol className="check-list">
        {steps.map(({ value, label }) => (
          <li key={value}>
            <label>
              <input type="checkbox" value={value} />
              <span>{label}</span>
            </label>
          </li>
        ))}
      </ol>
    </fieldset>
  )
}

function keepTicks(place: string, list: HTMLFieldSetElement | null) {
  const ticked = boxesIn(list).filter(({ checked }) => checked)
  localStorage.setItem(place, ticked.map(({ value }) => value).join())
}

function boxesIn(list: HTMLFieldSetElement | null) {
  return [...(list?.querySelectorAll('input') ?? [])]
}
