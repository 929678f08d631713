import { expect, test } from 'vitest'
import { dayBefore } from '../../../app/contract/day.ts'
import { headingWords } from '../../../renderer/upload-list/SectionHeading.tsx'
import { densityOf } from '../../../renderer/upload-list/density.ts'

test('a section is called by its day as seen from today', () => {
  const today = new Date(2026, 10, 23).getTime()
  const words = [today, dayBefore(today), dayBefore(dayBefore(today))].map((day) =>
    headingWords({ kind: 'day', day }, today),
  )

  expect(words).toEqual(['Today', 'Yesterday', 'Saturday, November 21, 2026'])
})

test.each([
  ['automatic', 5, 'comfortable'],
  ['automatic', 6, 'compact'],
  ['comfortable', 10_000, 'comfortable'],
  ['compact', 1, 'compact'],
] as const)('%s rows of %d uploads are %s', (chosen, count, density) => {
  expect(densityOf(chosen, count)).toBe(density)
})
