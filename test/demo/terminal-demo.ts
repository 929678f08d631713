import { basename } from 'node:path'
import { runCli, type CliEvent } from './cli-run.ts'
import { inMiB, type Screen } from './screen.ts'
import { conclude, setStage, type Stage } from './stage.ts'

/** Uploads from the command line, kills it half way and runs the same command again. */
export async function playInTerminal(screen: Screen): Promise<boolean> {
  const stage = await setStage(screen)
  try {
    await uploadUntilHalf(screen, stage)
    await uploadAgain(screen, stage)
    return await conclude(screen, stage)
  } finally {
    await stage.strike()
  }
}

async function uploadUntilHalf(screen: Screen, stage: Stage): Promise<void> {
  screen.heading(`$ polar-uploader upload ${basename(stage.file.path)}`)
  let storedBytes = 0
  const run = runCli(['upload', stage.file.path], environment(stage), (event, it) => {
    show(screen, event)
    if (event.event !== 'progress') return
    storedBytes = event.storedBytes
    if (storedBytes >= event.sizeBytes / 2) it.kill()
  })
  const code = await run.ended
  if (code !== null)
    throw new Error(`The upload ended by itself (exit code ${code}) before it could be killed`)
  screen.bad(`kill -9 ${run.pid ?? ''} with ${inMiB(storedBytes)} stored`)
}

async function uploadAgain(screen: Screen, stage: Stage): Promise<void> {
  screen.heading(`$ polar-uploader upload ${basename(stage.file.path)}    (the same command again)`)
  const code = await runCli(['upload', stage.file.path], environment(stage), (event) => show(screen, event))
    .ended
  if (code !== 0) throw new Error(`The upload did not complete (exit code ${code ?? 'none'})`)
}

const environment = ({ polar, dataFolder }: Stage): Record<string, string> => ({
  POLAR_ACCESS_TOKEN: polar.token,
  POLAR_SERVER: polar.url,
  POLAR_UPLOADER_DATA: dataFolder,
})

function show(screen: Screen, event: CliEvent): void {
  if (event.event === 'progress') screen.progress('stored', event.storedBytes, event.sizeBytes)
  if (event.event === 'completed') screen.good('completed')
  if (event.event === 'failed') screen.bad(event.message)
}
