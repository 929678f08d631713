import { splitName } from './split-name.ts'

interface Props {
  readonly id: string
  readonly name: string
  readonly path: string
}

/** A file's name, cut in its middle when it is long; the whole name and the path on hover. */
export function FileName({ id, name, path }: Props) {
  const { head, tail } = splitName(name)
  return (
    // `auto` reads a name in the direction of its own script, whatever that of the window.
    <span className="file-name" dir="auto" title={`${name}\n${path}`}>
      <span id={id} className="visually-hidden">
        {name}
      </span>
      <span className="file-name-head" aria-hidden="true">
        {head}
      </span>
      <span className="file-name-tail" aria-hidden="true">
        {tail}
      </span>
    </span>
  )
}
