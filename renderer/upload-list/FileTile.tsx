import {
  Archive,
  Ban,
  Check,
  CircleAlert,
  Clock,
  File,
  FileText,
  Film,
  Image,
  Music,
  Pause,
  type LucideIcon,
} from 'lucide-react'
import { memo } from 'react'
import { awaitsSignIn, type UploadState, type UploadStateKind } from '../../app/contract/upload-state.ts'

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/\.(mp4|mov|mkv|webm|avi|m4v|mxf)$/i, Film],
  [/\.(wav|mp3|flac|aiff?|m4a|ogg|mid)$/i, Music],
  [/\.(zip|7z|rar|tar|t?gz|xz|zst|dmg|iso|pkg)$/i, Archive],
  [/\.(png|jpe?g|gif|webp|svg|psd|tiff?|heic|avif)$/i, Image],
  [/\.(pdf|txt|md|epub|docx?|csv|json)$/i, FileText],
]

const BADGES: Partial<Record<UploadStateKind, LucideIcon>> = {
  completed: Check,
  failed: CircleAlert,
  paused: Pause,
  waiting: Clock,
  canceled: Ban,
}

interface Props {
  readonly name: string
  readonly state: UploadState
}

/** What sort of file it is, and a small mark for how it stands. Only a picture: the row says it in words. */
export const FileTile = memo(function FileTile({ name, state }: Props) {
  const Icon = ICONS.find(([pattern]) => pattern.test(name))?.[1] ?? File
  const Badge = BADGES[awaitsSignIn(state) ? 'waiting' : state.kind]
  return (
    <span className="file-tile" aria-hidden="true">
      <Icon size={18} strokeWidth={1.75} />
      {Badge && (
        <span className="file-tile-badge">
          <Badge size={11} strokeWidth={3} />
        </span>
      )}
    </span>
  )
})
