import { useEffect, useState } from 'react'
import { CHECKS, type CheckAnswer, type CheckName } from '../../app/contract/computer-check.ts'
import type { UploadsClient } from '../uploads-client.ts'
import { useWindowState } from '../window-context.ts'

/** The answers that have come; those that have not are left out. */
export type Answers = Readonly<Partial<Record<CheckName, CheckAnswer>>>

/** The checks of this computer, made as long as somebody looks. */
export interface Checks {
  readonly answers: Answers
  /** Makes all of them once more. */
  readonly again: () => void
}

/** Makes every check side by side, shows each answer when it comes, and ends them when nobody looks any more. */
export function useChecks(): Checks {
  const { client, run } = useWindowState()
  const [round, setRound] = useState(0)
  const [answers, setAnswers] = useState<Answers>({})
  useEffect(() => {
    let isLookedAt = true
    const show = (answer: CheckAnswer): void => {
      if (isLookedAt) setAnswers((before) => ({ ...before, [answer.check]: answer }))
    }
    run(makeAll(client, show))
    return () => {
      isLookedAt = false
      run(client.commands.stopChecking())
    }
  }, [client, run, round])
  return {
    answers,
    again() {
      setAnswers({})
      setRound(round + 1)
    },
  }
}

const makeAll = (client: UploadsClient, show: (answer: CheckAnswer) => void): Promise<unknown> =>
  Promise.all(CHECKS.map((name) => client.commands.check(name).then(show)))
