import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { PROJECT_FOLDER } from './fresh-build.ts'

/** A text in the sources, with `{}` for what changes in it. */
export interface SpokenSentence {
  readonly file: string
  readonly text: string
}

/** Nobody but us reads these. */
const LOGGED = /\blog\.(?:info|warn|error)$/
const BUGS = /^(?:Type|Range)?Error$/

/** Texts of a sentence's kind: words that end one. SQL, headers and names do not. */
const ENDS_A_SENTENCE = /[a-z][a-z ,’)}“”0-9]*[^A-Z]*[.?!}]$/
const IS_CODE = /\bWHERE\b|^(?:SELECT|INSERT|UPDATE|CREATE|ALTER|DELETE|PRAGMA)\b/

/** Every sentence in the sources of the app, and of the adapters of its desktop. */
export const spokenSentences = (): readonly SpokenSentence[] =>
  globSync('{app,main}/**/*.ts', { cwd: PROJECT_FOLDER })
    .filter(
      (file) =>
        !/^(?:main\/cli|app\/contract|main\/german|main\/diagnostics\/bundle)|wording\.ts$/.test(file),
    )
    .flatMap((file) => sentencesIn(file))

function sentencesIn(file: string): readonly SpokenSentence[] {
  const text = readFileSync(join(PROJECT_FOLDER, file), 'utf8')
  const found: SpokenSentence[] = []
  const visit = (node: ts.Node): void => {
    if (isForUs(node)) return
    const literal = textOf(node)
    if (literal !== null && isSentence(literal)) found.push({ file, text: literal })
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  return found
}

function isForUs(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return true
  if (ts.isCallExpression(node)) return LOGGED.test(node.expression.getText())
  return ts.isNewExpression(node) && BUGS.test(node.expression.getText())
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('')
}

const isSentence = (text: string): boolean =>
  text.split(' ').length > 3 && !IS_CODE.test(text) && !text.includes('\n') && ENDS_A_SENTENCE.test(text)
