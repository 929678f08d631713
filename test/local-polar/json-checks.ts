/** Where in a request something is wrong, as FastAPI names it. */
export type Location = readonly (string | number)[]

/** One thing wrong with a request, as Pydantic reports it. */
export interface Issue {
  readonly type: string
  readonly loc: Location
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** What a check gives for a value that is wrong. */
export const WRONG = Symbol('wrong')

/** Checks a value the way Pydantic does in its lax mode; adds an issue and gives `WRONG` when it is wrong. */
export type Check<T> = (value: unknown, loc: Location, issues: Issue[]) => T | typeof WRONG

/** Marks a field that is not there. */
export const ABSENT = Symbol('absent')

type Fields = Readonly<Record<string, unknown>>

function add(
  issues: Issue[],
  type: string,
  loc: Location,
  msg: string,
  input: unknown,
  ctx?: Fields,
): typeof WRONG {
  issues.push({ type, loc, msg, input, ...(ctx && { ctx }) })
  return WRONG
}

/** A string without NUL. */
export const text: Check<string> = (value, loc, issues) => {
  if (typeof value !== 'string')
    return add(issues, 'string_type', loc, 'Input should be a valid string', value)
  if (/\p{Surrogate}/u.test(value)) {
    const message = 'Input should be a valid string, unable to parse raw data as a unicode string'
    return add(issues, 'string_unicode', loc, message, value)
  }
  if (!value.includes('\0')) return value
  return add(issues, 'value_error', loc, 'Value error, String cannot contain NUL characters', value, {
    error: {},
  })
}

/** A whole number; numbers in strings and booleans are taken as numbers. */
export const integer: Check<number> = (value, loc, issues) => {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      const message = 'Input should be a finite number'
      return add(issues, 'finite_number', loc, message, value)
    }
    if (Math.abs(value) >= 1e21) {
      const message = 'Unable to parse input string as an integer, exceeded maximum size'
      return add(issues, 'int_parsing_size', loc, message, value)
    }
    if (Number.isInteger(value)) return value
    const message = 'Input should be a valid integer, got a number with a fractional part'
    return add(issues, 'int_from_float', loc, message, value)
  }
  if (typeof value !== 'string') return add(issues, 'int_type', loc, 'Input should be a valid integer', value)
  if (/^\s*[+-]?\d+(\.0+)?\s*$/.test(value)) return Number(value)
  const message = 'Input should be a valid integer, unable to parse string as an integer'
  return add(issues, 'int_parsing', loc, message, value)
}

/** A whole number no larger than the limit. */
export const integerUpTo =
  (limit: number): Check<number> =>
  (value, loc, issues) => {
    const number = integer(value, loc, issues)
    if (number === WRONG || number <= limit) return number
    const message = `Input should be less than or equal to ${limit}`
    return add(issues, 'less_than_equal', loc, message, value, { le: limit })
  }

/** A whole number above zero. */
export const positiveInteger: Check<number> = (value, loc, issues) => {
  const number = integer(value, loc, issues)
  if (number === WRONG || number > 0) return number
  return add(issues, 'greater_than', loc, 'Input should be greater than 0', value, { gt: 0 })
}

/** A string of this form; `shown` is the pattern as the server's source writes it. */
export const textLike =
  (pattern: RegExp, shown: string): Check<string> =>
  (value, loc, issues) => {
    const string = text(value, loc, issues)
    if (string === WRONG || pattern.test(string)) return string
    const message = `String should match pattern '${shown}'`
    return add(issues, 'string_pattern_mismatch', loc, message, value, { pattern: shown })
  }

/** A UUID of version 4, with or without dashes; given back in lower case with dashes. */
export const uuid4: Check<string> = (value, loc, issues) => {
  if (typeof value !== 'string') {
    const message = 'UUID input should be a string, bytes or UUID object'
    return add(issues, 'uuid_type', loc, message, value)
  }
  const digits = value.replaceAll('-', '').toLowerCase()
  if (!/^([0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$/i.test(value)) {
    const error = 'invalid UUID'
    return add(issues, 'uuid_parsing', loc, `Input should be a valid UUID, ${error}`, value, { error })
  }
  if (!/^.{12}4.{3}[89ab]/.test(digits)) {
    return add(issues, 'uuid_version', loc, 'UUID version 4 expected', value, { expected_version: 4 })
  }
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The check, or null. */
export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, loc, issues) =>
    value === null ? null : check(value, loc, issues)

/** A field that may be left out. */
export const optional =
  <T>(check: Check<T>): Check<T | null> =>
  (value, loc, issues) =>
    value === ABSENT || value === null ? null : check(value, loc, issues)

/** A list; one that is too long is refused as a whole. */
export const listOf =
  <T>(check: Check<T>, maxLength = Infinity): Check<readonly T[]> =>
  (value, loc, issues) => {
    if (!Array.isArray(value)) return add(issues, 'list_type', loc, 'Input should be a valid list', value)
    if (value.length > maxLength) {
      const message = `List should have at most ${maxLength} items after validation, not ${value.length}`
      const ctx = { field_type: 'List', max_length: maxLength, actual_length: value.length }
      return add(issues, 'too_long', loc, message, value, ctx)
    }
    return value.flatMap((one, index) => {
      const checked = check(one, [...loc, index], issues)
      return checked === WRONG ? [] : [checked]
    })
  }

/** An object's fields, each checked; unknown ones are ignored. Only whole when no issue was added. */
export const object =
  <T extends object>(fields: { readonly [Name in keyof T]: Check<T[Name]> }): Check<T> =>
  (value, loc, issues) => {
    if (!isObject(value)) {
      const message = 'Input should be a valid dictionary or object to extract fields from'
      return add(issues, 'model_attributes_type', loc, message, value)
    }
    const names = Object.keys(fields) as (keyof T & string)[]
    const checked = names.map((name) => [name, field(value, name, fields[name], loc, issues)] as const)
    return checked.some(([, one]) => one === WRONG) ? WRONG : (Object.fromEntries(checked) as T)
  }

/** Says whether a value is a JSON object. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function field<T>(
  parent: Fields,
  name: string,
  check: Check<T>,
  loc: Location,
  issues: Issue[],
): T | typeof WRONG {
  const value = Object.hasOwn(parent, name) ? parent[name] : ABSENT
  const mark: Issue[] = []
  const checked = check(value, [...loc, name], mark)
  if (value === ABSENT && mark.length > 0)
    return add(issues, 'missing', [...loc, name], 'Field required', parent)
  issues.push(...mark)
  return checked
}
