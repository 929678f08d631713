import { CHECKS, type CheckName } from '../../app/contract/computer-check.ts'
import { WORDS } from '../wording.ts'
import type { Answers } from './use-checks.ts'

/** How the checks came out as a whole; how far they are while some are under way. */
export function summarizeAnswers(answers: Answers): string {
  const words = WORDS.help.checking
  const made = CHECKS.map((name) => answers[name]).filter((answer) => answer !== undefined)
  if (made.length < CHECKS.length) return words.progress(made.length, CHECKS.length)
  const count = (verdict: string): number => made.filter((answer) => answer.verdict === verdict).length
  if (count('bad') > 0) return words.bad(count('bad'))
  return count('worth-knowing') > 0 ? words.someWorthKnowing : words.allGood
}

const FIRST = ['bad', 'worth-knowing', 'good'] as const

/** The order in which the answers are shown: as they are asked for, and once all are there, the worst first. */
export function orderOf(answers: Answers): readonly CheckName[] {
  if (CHECKS.some((name) => answers[name] === undefined)) return CHECKS
  return FIRST.flatMap((verdict) => CHECKS.filter((name) => answers[name]?.verdict === verdict))
}
