import { Refusal } from './answer.ts'
import { readBody } from './body.ts'
import type { Exchange } from './exchange.ts'
import { WRONG, type Issue } from './json-checks.ts'
import { unreadableBody, validOrRefuse } from './polar-errors.ts'

/** Python's reader follows this many brackets; it was measured between 50,000 and 100,000. */
const MAX_DEPTH = 75_000

/**
 * The body as Python reads it: undefined when there is none, its text when it is not called JSON. Unlike JSON itself,
 * Python knows `NaN` and `Infinity`. Refuses what it cannot read.
 */
export async function readJson(exchange: Exchange): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const bytes of readBody(exchange, null)) chunks.push(bytes)
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return undefined
  const type = exchange.request.headers['content-type'] ?? ''
  if (!/^application\/([^;]*\+)?json\s*(;|$)/i.test(type)) return bytes.toString('utf8')
  const text = decoded(bytes)
  if (depthOf(text) > MAX_DEPTH) throw new Refusal(unreadableBody())
  return parsed(text)
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(unreadableBody())
  }
}

// Both pass over strings. Written so that even a long one takes no stack.
const STRING = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"`
const NOT_FINITE = new RegExp(String.raw`${STRING}|\bNaN\b|-?\bInfinity\b`, 'g')
const BRACKET = new RegExp(String.raw`${STRING}|[[{\]}]`, 'g')

function parsed(text: string): unknown {
  // A number beyond all others reads as infinite, which JSON lets through.
  const readable = text.replace(NOT_FINITE, (match) => (match.startsWith('"') ? match : '1e999'))
  try {
    return JSON.parse(readable)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    const issue: Issue = {
      type: 'json_invalid',
      loc: ['body', position],
      msg: 'JSON decode error',
      input: {},
      ctx: { error: 'Expecting value' },
    }
    return validOrRefuse<unknown>(WRONG, [issue])
  }
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [mark] of text.matchAll(BRACKET)) {
    if (mark === '[' || mark === '{') deepest = Math.max(deepest, (depth += 1))
    else if (!mark.startsWith('"')) depth -= 1
  }
  return deepest
}
