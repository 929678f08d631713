import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { useEffect } from 'react'
import type { AddReport } from '../../app/contract/add-request.ts'
import { Banner } from '../notices/Banner.tsx'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { describeReport, needsReading } from './describe-report.ts'

const SHOWN_PATHS = 50
const GONE_AFTER_MS = 7000
const CALM_AFTER_MS = 1000

/**
 * When the line goes, the rows below it move up: not while somebody is about to click on one of them. Calls back once
 * no pointer has moved over them for a moment; one that only rests there is about to click on nothing.
 */
function onceListIsCalm(leave: () => void): () => void {
  let timer = setTimeout(leave, CALM_AFTER_MS)
  const onMove = ({ target }: PointerEvent) => {
    if (!(target instanceof Element) || target.closest('.upload-scroller') === null) return
    clearTimeout(timer)
    timer = setTimeout(leave, CALM_AFTER_MS)
  }
  window.addEventListener('pointermove', onMove)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('pointermove', onMove)
  }
}

function Refused({ refused }: Pick<AddReport, 'refused'>) {
  if (refused.length === 0) return null
  return (
    <ul className="report-details">
      {refused.slice(0, SHOWN_PATHS).map(({ path, message }) => (
        <li key={path}>
          <bdi className="report-path">{path}</bdi>
          <span>{message}</span>
        </li>
      ))}
      {refused.length > SHOWN_PATHS && <li>{WORDS.added.more(refused.length - SHOWN_PATHS)}</li>}
    </ul>
  )
}

function Renamed({ renamed }: Pick<AddReport, 'renamed'>) {
  if (renamed.length === 0) return null
  return (
    <details className="report-renamed">
      <summary>{WORDS.added.showNames}</summary>
      <ul className="report-details">
        {renamed.slice(0, SHOWN_PATHS).map(({ from, to }) => (
          <li key={from}>
            <bdi>{WORDS.added.became(from, to)}</bdi>
          </li>
        ))}
        {renamed.length > SHOWN_PATHS && <li>{WORDS.added.more(renamed.length - SHOWN_PATHS)}</li>}
      </ul>
    </details>
  )
}

function UploadAgain({ alreadyCompleted }: Pick<AddReport, 'alreadyCompleted'>) {
  const { client, add } = useWindowState()
  if (alreadyCompleted.length === 0) return null
  const ids = alreadyCompleted.map(({ id }) => id)
  return (
    <button type="button" className="button" onClick={() => add(client.commands.uploadAgain(ids))}>
      {WORDS.added.uploadAgain(ids.length)}
    </button>
  )
}

/** Leads to the uploads that are there already. */
function ShowThem({ alreadyThere, alreadyCompleted }: Pick<AddReport, 'alreadyThere' | 'alreadyCompleted'>) {
  const { reveal } = useWindowState()
  const ids = [...alreadyThere, ...alreadyCompleted].map(({ id }) => id)
  if (ids.length === 0) return null
  return (
    <button type="button" className="button" onClick={() => reveal(ids)}>
      {WORDS.added.show(ids.length)}
    </button>
  )
}

/** What came of the last adding, until it is dismissed; goes by itself when all went well. */
export function AddReportLine() {
  const { addReport, addsUnderWay } = useWindowState()
  const report = useValue(addReport)
  const isAdding = useValue(addsUnderWay) > 0

  useEffect(() => {
    if (!report || needsReading(report)) return
    let stop = () => clearTimeout(timer)
    const timer = setTimeout(() => {
      stop = onceListIsCalm(() => addReport.set(null))
    }, GONE_AFTER_MS)
    return () => stop()
  }, [report, addReport])

  if (isAdding) return <Banner icon={LoaderCircle} tone="busy" text={WORDS.added.underWay} />
  if (!report) return null
  const isBad = report.refused.length > 0
  return (
    <Banner
      icon={isBad ? CircleAlert : CircleCheck}
      tone={isBad ? 'warning' : 'plain'}
      text={describeReport(report)}
      onDismiss={() => addReport.set(null)}
    >
      <Refused refused={report.refused} />
      <Renamed renamed={report.renamed} />
      <ShowThem alreadyThere={report.alreadyThere} alreadyCompleted={report.alreadyCompleted} />
      <UploadAgain alreadyCompleted={report.alreadyCompleted} />
    </Banner>
  )
}
