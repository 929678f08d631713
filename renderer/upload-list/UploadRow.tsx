import { Fragment, memo, useMemo, useRef, useState, type MouseEvent } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { formatBytes } from '../idiom.ts'
import { useNow } from '../use-now.ts'
import { useToday } from '../use-today.ts'
import { useAccountOf, useIsSelected, useUpload } from '../use-uploads.ts'
import type { RowDensity } from './density.ts'
import { describeState, type StateDescription } from './describe-state.ts'
import { FileName } from './FileName.tsx'
import { FileTile } from './FileTile.tsx'
import { OwnerPill } from './OwnerPill.tsx'
import { rowElementId } from './row-element.ts'
import { RowButtons } from './RowButtons.tsx'
import { remedyOf, type RowActions } from './row-actions.ts'
import { StateBar } from './StateBar.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

/** A finger points at nothing before it touches it. */
const CAN_POINT = matchMedia('(hover: hover)').matches

/** Where a row's menu opens: a keyboard's context menu key gives no point of its own. */
function menuAnchor(event: MouseEvent) {
  event.preventDefault()
  const { clientX: x, clientY: y } = event
  return x > 0 || y > 0 ? { x, y } : event.currentTarget
}

/** Whether something is pointed at, or may be at any moment. */
function usePointer() {
  const [isThere, setThere] = useState(!CAN_POINT)
  const props = useMemo(
    () => (CAN_POINT ? { onPointerEnter: () => setThere(true), onPointerLeave: () => setThere(false) } : {}),
    [],
  )
  return { isThere, props }
}

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
  readonly density: RowDensity
  readonly actions: RowActions
  readonly tabIndex: 0 | -1
}

/** One upload in the list. Memoized: a row renders again only when something of its own changed. */
export const UploadRow = memo(function UploadRow({
  id,
  place,
  headingId,
  density,
  actions,
  tabIndex,
}: Props) {
  const { upload, progress } = useUpload(id)
  const account = useAccountOf(upload?.accountId ?? null)
  const isSelected = useIsSelected(id)
  const isTicking = upload?.state.kind === 'waiting' || (progress?.deadline ?? null) !== null
  const now = useNow(isTicking)
  const today = useToday()
  const pointer = usePointer()
  const row = useRef<HTMLDivElement>(null)
  const keptFocus = useKeptFocus(row)
  if (!upload) return null
  const described = describeState(upload, { progress, account, now, today })
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
      {...pointer.props}
      onContextMenu={(event) => actions.openMenu(id, menuAnchor(event))}
      onDoubleClick={() => actions.showDetails(id)}
    >
      <FileTile name={upload.name} state={upload.state} />
      <RowText upload={upload} described={described} />
      <RowButtons
        {...{ upload, actions, tabIndex }}
        hasIcons={density === 'comfortable' || pointer.isThere || tabIndex === 0}
      />
    </div>
  )
})
