import { FileSearch, LoaderCircle } from 'lucide-react'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { Banner } from './Banner.tsx'

/** The search for a file that was moved: that it is compared, or that the one chosen is another. */
export function MovedFileBanner() {
  const { movedFile, chooseFile, add, client } = useWindowState()
  const search = useValue(movedFile)
  if (search === null) return null
  const { id, name, refusal } = search
  if (refusal === null) return <Banner icon={LoaderCircle} tone="busy" text={WORDS.summary.comparing(name)} />
  const end = () => movedFile.set(null)
  const addAsNew = () => {
    end()
    add(client.commands.addChosen())
  }
  return (
    <Banner icon={FileSearch} tone="warning" text={refusal} onDismiss={end}>
      <button type="button" className="button button-small" onClick={() => chooseFile(id)}>
        {WORDS.summary.chooseAnother}
      </button>
      <button type="button" className="button button-small" onClick={addAsNew}>
        {WORDS.summary.addAsNew}
      </button>
    </Banner>
  )
}
