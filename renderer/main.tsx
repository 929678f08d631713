import { CSPProvider } from '@base-ui/react/csp-provider'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { DIRECTIONS } from '../app/contract/language.ts'
import { App } from './App.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/frame.css'
import './styles/toolbar.css'
import './styles/account.css'
import './styles/upload-list.css'
import './styles/add-files.css'
import './styles/sign-in.css'
import './styles/bandwidth.css'
import './styles/receipt.css'
import 'uplot/dist/uPlot.min.css'
import './styles/details.css'
import './styles/help.css'
import './styles/settings.css'
import { IDIOM } from './idiom.ts'
import { serveListMenu } from './upload-list/list-commands.ts'
import { createUploadsClient } from './uploads-client.ts'
import { createWindowState } from './window-state.ts'
import { WindowContext } from './window-context.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

document.documentElement.lang = IDIOM.language
document.documentElement.dir = DIRECTIONS[IDIOM.language]

const state = createWindowState(createUploadsClient(window.polarUploader))
state.start()
serveListMenu(state)

createRoot(root).render(
  <StrictMode>
    {/* The page's policy allows no inline style elements; none of the components in use need theirs. */}
    <CSPProvider disableStyleElements>
      <WindowContext value={state}>
        <App />
      </WindowContext>
    </CSPProvider>
  </StrictMode>,
)
