import { useWords } from '../words/use-words.ts'
import { Meter } from './meter.tsx'
import { RailSection } from './section.tsx'

export type PlanUse = { name: string; used: number; of: number; line: string; rest: string }

/** Hours of the plan in a rail. */
export function PlanMeter({ plan }: { plan: PlanUse }) {
  const words = useWords()
  return (
    <RailSection title={plan.name}>
      <p className="meter-line">
        <span>{words.home.planUsed}</span>
        <b className="num">{plan.line}</b>
      </p>
      <Meter used={plan.used} of={plan.of} label={plan.line} />
      <p className="hint">{plan.rest}</p>
    </RailSection>
  )
}
