import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** A package that the app is shipped with. */
export interface ShippedPackage {
  readonly name: string
  readonly version: string
  /** As the package itself names it: `MIT`. */
  readonly license: string
  /** The whole text, as the package has it. */
  readonly text: string
}

interface PackageJson {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** What Electron's package itself depends on only downloads it. */
const WITHOUT_THEIR_OWN = ['electron']

/**
 * Every package that a project depends on to run, and theirs, by name; `also` names others that are shipped. Throws
 * for one that comes without a license's text: it could not be shipped.
 */
export function shippedPackages(
  projectFolder: string,
  also: readonly string[] = [],
): readonly ShippedPackage[] {
  const found = new Map<string, ShippedPackage>()
  const visit = (name: string, from: string, isOptional: boolean): void => {
    const folder = folderOf(name, from)
    if (folder === null) {
      // Those of other systems are not installed.
      if (isOptional) return
      throw new Error(`${name}, which ${from} depends on, is not installed`)
    }
    if (found.has(folder)) return
    const json = packageJsonIn(folder)
    found.set(folder, describe(json, folder))
    if (!WITHOUT_THEIR_OWN.includes(name)) visitAll(json, folder)
  }
  const visitAll = ({ dependencies = {}, optionalDependencies = {} }: PackageJson, from: string): void => {
    for (const name of Object.keys(dependencies)) visit(name, from, name in optionalDependencies)
    for (const name of Object.keys(optionalDependencies)) visit(name, from, true)
  }
  visitAll(packageJsonIn(projectFolder), projectFolder)
  for (const name of also) visit(name, projectFolder, false)
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
}

const packageJsonIn = (folder: string): PackageJson =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson

/** Where Node would find a package: https://nodejs.org/api/modules.html#loading-from-node_modules-folders */
function folderOf(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const there = join(folder, 'node_modules', name)
    if (existsSync(join(there, 'package.json'))) return there
    if (folder === dirname(folder)) return null
  }
}

function describe({ name, version, license }: PackageJson, folder: string): ShippedPackage {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  if (files.length === 0) throw new Error(`${name} comes without the text of its license`)
  const text = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return { name, version, license: license ?? 'see its text', text: text.join('\n\n') }
}

/** All of them as one text to read. */
export const licensesText = (packages: readonly ShippedPackage[]): string =>
  packages
    .map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'─'.repeat(72)}\n\n`)

/** Puts the licenses of all that is shipped beside what is built, so that they can be read offline. */
export const shippedLicenses = (projectFolder: string): Plugin => ({
  name: 'shipped-licenses',
  generateBundle() {
    const source = licensesText(shippedPackages(projectFolder, ['electron']))
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source })
  },
})
