import type { Page } from '@playwright/test'

// What the window's own clock says of its frames.

/** Listens for a key; what it gives says how long it took from that key until what came of it was painted, in ms. */
export async function untilPainted(page: Page): Promise<() => Promise<number>> {
  const listening = await page.evaluateHandle(() => {
    // The frame after the next one has been painted.
    const afterNext = (act: (now: number) => void): void => {
      requestAnimationFrame(() => requestAnimationFrame(act))
    }
    const painted = new Promise<number>((resolve) => {
      const onKey = ({ key, timeStamp }: KeyboardEvent): void => {
        if (key === 'Control') return
        window.removeEventListener('keydown', onKey, { capture: true })
        afterNext((now) => resolve(now - timeStamp))
      }
      window.addEventListener('keydown', onKey, { capture: true })
    })
    return { painted }
  })
  return () => listening.evaluate(({ painted }) => painted)
}

/** Notes frames from now on; what it gives ends that, and says how long each took, in milliseconds. */
export async function countFrames(page: Page): Promise<() => Promise<readonly number[]>> {
  const counting = await page.evaluateHandle(() => {
    const frames: number[] = []
    let last = performance.now()
    let isOver = false
    const tick = (now: number): void => {
      frames.push(now - last)
      last = now
      if (!isOver) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    return {
      end: (): readonly number[] => {
        isOver = true
        return frames.slice(1)
      },
    }
  })
  return () => counting.evaluate((counter) => counter.end())
}
