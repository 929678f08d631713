import { describe, expect, test } from 'vitest'
import { CHECKS, type CheckName, type Verdict } from '../../../app/contract/computer-check.ts'
import { orderOf, summarizeAnswers } from '../../../renderer/help/summarize-answers.ts'
import type { Answers } from '../../../renderer/help/use-checks.ts'

/** All good but these. */
const answersWith = (others: Partial<Record<CheckName, Verdict>>): Answers =>
  Object.fromEntries(
    CHECKS.map((check) => [check, { check, verdict: others[check] ?? 'good', message: 'A sentence.' }]),
  )

describe('the answers in a sentence', () => {
  test.each<[Answers, string]>([
    [{}, '0 of 9 checked.'],
    [{ disk: { check: 'disk', verdict: 'bad', message: '' } }, '1 of 9 checked.'],
    [answersWith({}), 'All is good.'],
    [answersWith({ rate: 'worth-knowing' }), 'Nothing is bad. Some of it is worth knowing.'],
    [answersWith({ rate: 'worth-knowing', disk: 'bad' }), 'One thing is bad; it says what to do.'],
    [answersWith({ polar: 'bad', disk: 'bad' }), '2 things are bad; they say what to do.'],
  ])('%#', (answers, sentence) => {
    expect(summarizeAnswers(answers)).toBe(sentence)
  })
})

test('the worst comes first, but nothing moves while answers are still coming', () => {
  const answers = answersWith({ keychain: 'worth-knowing', bucket: 'bad', rate: 'worth-knowing' })

  expect(orderOf(answers).slice(0, 4)).toEqual(['bucket', 'keychain', 'rate', 'disk'])
  expect([...orderOf(answers)].sort()).toEqual([...CHECKS].sort())
  expect(orderOf({ bucket: { check: 'bucket', verdict: 'bad', message: '' } })).toEqual(CHECKS)
})
