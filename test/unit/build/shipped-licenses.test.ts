import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { licensesText, shippedPackages } from '../../../build/shipped-licenses.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

/** A project with packages at these places below it: their package.json, and their license if they have one. */
function projectWith(
  packages: Readonly<Record<string, { readonly json: object; readonly license?: string }>>,
): string {
  const folder = makeTempFolder()
  onTestFinished(() => folder[Symbol.dispose]())
  for (const [place, { json, license }] of Object.entries(packages)) {
    mkdirSync(join(folder.path, place), { recursive: true })
    writeFileSync(join(folder.path, place, 'package.json'), JSON.stringify(json))
    if (license !== undefined) writeFileSync(join(folder.path, place, 'LICENSE.md'), license)
  }
  return folder.path
}

describe('the packages that are shipped', () => {
  test('are those needed to run, and theirs, each in the version that is used; not those of tools', () => {
    const project = projectWith({
      '.': { json: { dependencies: { a: '1' }, devDependencies: { tool: '1' } } },
      'node_modules/a': {
        json: {
          name: 'a',
          version: '1.0.0',
          license: 'MIT',
          dependencies: { b: '1' },
          optionalDependencies: { c: '1' },
        },
        license: 'Text of a',
      },
      'node_modules/a/node_modules/b': {
        json: { name: 'b', version: '1.2.0', license: 'ISC' },
        license: 'Text of b',
      },
      'node_modules/b': {
        json: { name: 'b', version: '2.0.0', license: 'ISC' },
        license: 'Text of another b',
      },
      'node_modules/tool': { json: { name: 'tool', version: '1.0.0' }, license: 'Text of a tool' },
    })

    const packages = shippedPackages(project)

    expect(packages).toEqual([
      { name: 'a', version: '1.0.0', license: 'MIT', text: 'Text of a' },
      { name: 'b', version: '1.2.0', license: 'ISC', text: 'Text of b' },
    ])
    expect(licensesText(packages)).toContain('b 1.2.0 (ISC)\n\nText of b\n')
  })

  test('must come with the text of a license, or nothing is built', () => {
    const project = projectWith({
      '.': { json: { dependencies: { a: '1' } } },
      'node_modules/a': { json: { name: 'a', version: '1.0.0', license: 'MIT' } },
    })

    expect(() => shippedPackages(project)).toThrow('a comes without the text of its license')
  })

  test('must be installed', () => {
    const project = projectWith({ '.': { json: { dependencies: { a: '1' } } } })

    expect(() => shippedPackages(project)).toThrow('a, which')
  })
})
