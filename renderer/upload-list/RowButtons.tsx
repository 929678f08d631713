import {
  ArrowUpToLine,
  Ellipsis,
  FileSearch,
  ListX,
  Pause,
  Play,
  ReceiptText,
  RotateCw,
  SkipForward,
  X,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { memo } from 'react'
import type { UploadState } from '../../app/contract/upload-state.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { IconButton } from '../controls/IconButton.tsx'
import { WORDS } from '../wording.ts'
import { remedyOf, rowActionsFor, type ActionName, type RowActions } from './row-actions.ts'

const ICONS: Record<ActionName, LucideIcon> = {
  pause: Pause,
  resume: Play,
  retry: RotateCw,
  signIn: RotateCw,
  chooseFile: FileSearch,
  skip: SkipForward,
  startNow: Zap,
  moveToTop: ArrowUpToLine,
  cancel: X,
  remove: ListX,
}

interface Props {
  readonly upload: UploadView
  readonly actions: RowActions
  /** Of the whole list one row is in the tab order; its buttons come after it. */
  readonly tabIndex: 0 | -1
}

/** What only the row's menu has where there is no room: a row keeps its way on, whatever its state. */
const isExtra = (name: ActionName, { kind }: UploadState): boolean =>
  name === 'cancel' || name === 'remove' || (name === 'pause' && kind === 'waiting')

function Icons({ upload, actions, tabIndex }: Props) {
  const { id, name, state } = upload
  return (
    <span className="row-icons">
      <Receipt upload={upload} actions={actions} tabIndex={tabIndex} />
      {rowActionsFor(state).map((action) => (
        <IconButton
          key={action.name}
          className={isExtra(action.name, state) ? 'row-extra' : ''}
          icon={ICONS[action.name]}
          label={action.label}
          name={WORDS.row.labelled(action.label, name)}
          tabIndex={tabIndex}
          onClick={() => actions[action.name]([id])}
        />
      ))}
      <IconButton
        icon={Ellipsis}
        label={WORDS.row.more}
        name={WORDS.row.labelled(WORDS.row.more, name)}
        tabIndex={tabIndex}
        opensMenu
        onClick={(event) => actions.openMenu(id, event.currentTarget)}
      />
    </span>
  )
}

/** What is in Polar is shown to be by its receipt. */
function Receipt({ upload: { id, name, state }, actions, tabIndex }: Props) {
  if (state.kind !== 'completed') return null
  return (
    <IconButton
      className="row-extra"
      icon={ReceiptText}
      label={WORDS.row.receipt}
      name={WORDS.row.labelled(WORDS.row.receipt, name)}
      tabIndex={tabIndex}
      onClick={() => actions.showReceipt(id)}
    />
  )
}

interface ButtonsProps extends Props {
  /** Icons take longest to draw: while nobody can see them, a row that scrolls by is faster without. */
  readonly hasIcons: boolean
}

/** What makes sense to do with an upload now, as buttons. Memoized: its bytes that go by change nothing here. */
export const RowButtons = memo(function RowButtons({ hasIcons, ...props }: ButtonsProps) {
  const { upload, actions, tabIndex } = props
  const { id, name } = upload
  const remedy = remedyOf(upload)
  return (
    <span className="row-buttons" role="gridcell">
      {remedy && (
        <button
          type="button"
          className="button button-small"
          aria-label={WORDS.row.labelled(remedy.label, name)}
          tabIndex={tabIndex}
          title={remedy.name === 'skip' ? WORDS.row.skipReason(upload.sameAs ?? name) : undefined}
          onClick={() => actions[remedy.name]([id])}
        >
          {remedy.label}
        </button>
      )}
      {(hasIcons || remedy) && <Icons {...props} />}
    </span>
  )
})
