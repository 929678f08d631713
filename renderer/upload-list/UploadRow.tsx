import { Fragment, memo, useRef, type MouseEvent } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { formatBytes } from '../idiom.ts'
import { useNow } from '../use-now.ts'
import { useToday } from '../use-today.ts'
import { useAccountOf, useIsSelected, useUpload } from '../use-uploads.ts'
import { describeState, type StateDescription } from './describe-state.ts'
import { FileName } from './FileName.tsx'
import { FileTile } from './FileTile.tsx'
import { OwnerPill } from './OwnerPill.tsx'
import { rowElementId } from './row-element.ts'
import { RowButtons } from './RowButtons.tsx'
import { remedyOf, type RowActions } from './row-actions.ts'
import { StateBar } from './StateBar.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

function RowText({
  upload,
  described,
}: {
  readonly upload: UploadView
  readonly described: StateDescription
}) {
  const { id, name, path, sizeBytes, accountId } = upload
  const { phrase, facts, bar } = described
  return (
    <span className="row-text" role="gridcell">
      <span className="row-line">
        <FileName id={`name-${id}`} name={name} path={path} />
        <span className="row-size">{formatBytes(sizeBytes)}</span>
      </span>
      <span className="row-state" dir="auto">
        {/* Not beside the name, which needs all the room there is; and first, so that it stays where it is. */}
        <OwnerPill id={`owner-${id}`} accountId={accountId} />
        <span id={`state-${id}`}>
          <span className="row-phrase">{phrase}</span>
          {facts.map((fact, index) => (
            <Fragment key={index}>
              {' '}
              <span className="row-fact">{fact}</span>
            </Fragment>
          ))}
        </span>
      </span>
      {bar && <StateBar name={name} bar={bar} />}
    </span>
  )
}

interface Props {
  readonly id: UploadId
  /** In the list, from 1. */
  readonly place: number
  /** The element that names the section it is the first row of. */
  readonly headingId: string | undefined
  readonly actions: RowActions
  readonly tabIndex: 0 | -1
}

/** One upload in the list. Memoized: a row renders again only when something of its own changed. */
export const UploadRow = memo(function UploadRow({ id, place, headingId, actions, tabIndex }: Props) {
  const { upload, progress } = useUpload(id)
  const account = useAccountOf(upload?.accountId ?? null)
  const isSelected = useIsSelected(id)
  const isTicking = upload?.state.kind === 'waiting' || (progress?.deadline ?? null) !== null
  const now = useNow(isTicking)
  const today = useToday()
  const row = useRef<HTMLDivElement>(null)
  const keptFocus = useKeptFocus(row)
  if (!upload) return null
  const described = describeState(upload, { progress, account, now, today })
  const openMenu = (event: MouseEvent) => {
    event.preventDefault()
    // A keyboard's context menu key gives no point of its own.
    const isPoint = event.clientX > 0 || event.clientY > 0
    actions.openMenu(id, isPoint ? { x: event.clientX, y: event.clientY } : event.currentTarget)
  }
  return (
    <div
      {...keptFocus}
      ref={row}
      id={rowElementId(id)}
      className="upload-row"
      data-state={upload.state.kind}
      data-tone={described.tone}
      data-remedy={remedyOf(upload)?.name}
      role="row"
      aria-rowindex={place}
      aria-selected={isSelected}
      tabIndex={tabIndex}
      aria-labelledby={`name-${id}`}
      aria-describedby={[headingId, `state-${id}`, `owner-${id}`].join(' ').trim()}
      onContextMenu={openMenu}
      onDoubleClick={() => actions.showDetails(id)}
    >
      <FileTile name={upload.name} state={upload.state} />
      <RowText upload={upload} described={described} />
      <RowButtons upload={upload} actions={actions} tabIndex={tabIndex} />
    </div>
  )
})
