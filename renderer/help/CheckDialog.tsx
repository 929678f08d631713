import { Dialog } from '@base-ui/react/dialog'
import { CircleCheck, CircleX, Info, LoaderCircle, X } from 'lucide-react'
import { useState } from 'react'
import type { CheckAnswer, CheckName } from '../../app/contract/computer-check.ts'
import { IDIOM } from '../idiom.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { orderOf, summarizeAnswers } from './summarize-answers.ts'
import { useChecks } from './use-checks.ts'

const ICONS = { good: CircleCheck, 'worth-knowing': Info, bad: CircleX } as const

function Answer({ check, answer }: { readonly check: CheckName; readonly answer: CheckAnswer | undefined }) {
  const words = WORDS.help.checking
  const Icon = answer === undefined ? LoaderCircle : ICONS[answer.verdict]
  return (
    <li className="check-answer" data-verdict={answer?.verdict ?? 'under-way'}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <strong className="check-title">{IDIOM.basics.checks[check]}</strong>
        {answer && <span className="visually-hidden">{`: ${IDIOM.basics.verdicts[answer.verdict]}.`}</span>}
        <p className="check-message">{answer?.message ?? words.underWay}</p>
      </div>
    </li>
  )
}

/** Saves the diagnostics, and says what came of it. */
function useSaving() {
  const { client } = useWindowState()
  const [outcome, setOutcome] = useState<string | null>(null)
  const save = () => {
    setOutcome(WORDS.help.checking.saving)
    client.commands.saveDiagnostics().then(
      (isSaved) => setOutcome(isSaved ? WORDS.help.checking.saved : null),
      (error: unknown) => setOutcome(error instanceof Error ? error.message : String(error)),
    )
  }
  return { outcome, save }
}

function Checking() {
  const words = WORDS.help.checking
  const { answers, again } = useChecks()
  const { outcome, save } = useSaving()
  return (
    <>
      {/* Scrolls by the keyboard too, which takes the focus. */}
      <ul className="check-answers" tabIndex={0} aria-label={words.list}>
        {orderOf(answers).map((check) => (
          <Answer key={check} check={check} answer={answers[check]} />
        ))}
      </ul>
      <p className="check-summary" role="status">
        {outcome ?? summarizeAnswers(answers)}
      </p>
      <p className="check-contents">{words.contents}</p>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={again}>
          {words.again}
        </button>
        <button type="button" className="button button-primary" onClick={save}>
          {words.save}
        </button>
      </div>
    </>
  )
}

/** Checks this computer while it is open, and shows what was found. */
export function CheckDialog() {
  const { help } = useWindowState()
  return (
    <Dialog.Root open={useValue(help) === 'check'} onOpenChange={(isOpen) => !isOpen && help.set(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-large dialog-tall">
          <Dialog.Title className="dialog-title">{WORDS.help.checking.title}</Dialog.Title>
          <Dialog.Description className="dialog-text">{WORDS.help.checking.intro}</Dialog.Description>
          <Checking />
          <Dialog.Close className="icon-button dialog-close" aria-label={WORDS.close}>
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
