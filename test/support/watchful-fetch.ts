import type { Clock } from '../../app/ports.ts'

/**
 * Like `fetch`, but what has been silent for that long is given up, however much has arrived before; what trickles may
 * take as long as it likes. Its errors say why in their message: those of `fetch` are all called “fetch failed”.
 */
export const watchfulFetch =
  (silenceMs: number, clock: Pick<Clock, 'after'>, fetch: typeof globalThis.fetch): typeof fetch =>
  async (input, init) => {
    const giving = new AbortController()
    const giveUp = (): void => giving.abort(new Error(`nothing has arrived for ${silenceMs / 1000} s`))
    let callOff = clock.after(silenceMs, giveUp)
    const heard = (): void => {
      callOff()
      callOff = clock.after(silenceMs, giveUp)
    }
    try {
      const response = await fetch(input, { ...init, signal: giving.signal })
      heard()
      if (response.ok && response.body !== null)
        return withBody(response, response.body, heard, () => callOff())
      callOff()
      return response
    } catch (error) {
      callOff()
      throw new Error(`${addressOf(input)}: ${causesOf(error).join(': ')}`, { cause: error })
    }
  }

function withBody(
  response: Response,
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  onEnd: () => void,
): Response {
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, taker) {
      heard()
      taker.enqueue(bytes)
    },
    flush: onEnd,
  })
  return new Response(body.pipeThrough(watched), response)
}

const addressOf = (input: Parameters<typeof fetch>[0]): string =>
  typeof input === 'string' ? input : input instanceof URL ? input.href : input.url

/** The messages of an error and of what is behind it, from the outside in; several attempts at once have none. */
function causesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)]
  if (error instanceof AggregateError && error.message === '')
    return [error.errors.flatMap(causesOf).join(', ')]
  return [error.message, ...(error.cause === undefined ? [] : causesOf(error.cause))]
}
