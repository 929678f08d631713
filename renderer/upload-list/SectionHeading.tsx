import { dayBefore } from '../../app/contract/day.ts'
import { formatDay } from '../idiom.ts'
import { useToday } from '../use-today.ts'
import { WORDS } from '../wording.ts'
import type { Heading } from './list-sections.ts'

const words = WORDS.sections

/** What a section is called today. */
export function headingWords(heading: Heading, today: number): string {
  if (heading.kind === 'canceled') return words.canceled
  if (heading.day === today) return words.today
  return heading.day === dayBefore(today) ? words.yesterday : formatDay(heading.day)
}

interface Props {
  readonly id: string
  readonly heading: Heading
}

/** Above the first row of a section, which it also describes: a grid has no headings of its own. */
export function SectionHeading({ id, heading }: Props) {
  return (
    <div id={id} className="section-heading" aria-hidden="true">
      {headingWords(heading, useToday())}
    </div>
  )
}
