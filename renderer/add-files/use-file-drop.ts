import { useEffect, useState } from 'react'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

const filesIn = ({ dataTransfer }: DragEvent): number =>
  Math.max(1, [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length)

/**
 * Takes files and folders dropped anywhere on the window, and says how many hang over it now. No more can be said of
 * them: their names and sizes are kept from a page until they are dropped. Whatever else is dropped outside of a text
 * field is ignored: a link must not lead the window away.
 */
export function useFileDrop(onDrop: (files: readonly File[]) => void): number {
  const [countOver, setCountOver] = useState(0)

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
        return
      }
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setCountOver(filesIn(event))
    }
    const leave = (event: DragEvent) => {
      // Between two elements of the page there is always a next one; there is none when the window is left.
      if (!event.relatedTarget) setCountOver(0)
    }
    const drop = (event: DragEvent) => {
      setCountOver(0)
      if (!hasFiles(event)) return
      event.preventDefault()
      // The list is emptied when this handler returns.
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) onDrop(files)
    }
    window.addEventListener('dragenter', over, { signal })
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    return () => listening.abort()
  }, [onDrop])

  return countOver
}
