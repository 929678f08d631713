import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { shippedLicenses } from './build/shipped-licenses.ts'

/**
 * The development server puts scripts of its own into the page, which the page's policy forbids. Only there it is
 * taken out; what is built keeps it.
 */
const withoutPolicyInDevelopment: Plugin = {
  name: 'without-policy-in-development',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta[^>]*Content-Security-Policy[^>]*>/i, ''),
}

/** Says of the files beside it what they are; the project's own `package.json` says that of its sources. */
const namedCommonJs: Plugin = {
  name: 'named-commonjs',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
  },
}

// The folders are flat and not the tool's defaults, so each entry is named. The command line and the hash worker
// are further entries of the main build: both run on Node, beside main.js. A sandboxed preload must be one CommonJS file.
//
// The main build is CommonJS, and one with the packages it uses, because both start sooner: an import of `node:http` in
// an ES module reads everything that module offers, Node's `fetch` among it, and that takes longer than all of ours.
export default defineConfig({
  main: {
    plugins: [shippedLicenses(import.meta.dirname), namedCommonJs],
    build: {
      outDir: 'out/main',
      // Those that are compiled for a computer stay where they were installed.
      externalizeDeps: { exclude: ['@polar-sh/sdk', 'mime-types', 'fflate'] },
      rolldownOptions: {
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: { groups: [{ name: 'packages', test: /node_modules/ }] },
        },
        input: { main: 'main/main.ts', cli: 'main/cli.ts', 'hash-worker': 'app/source/hash-worker.ts' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: 'main/preload.ts',
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), withoutPolicyInDevelopment],
    // A smaller script is read sooner, above all the first time, when nothing of it is kept compiled.
    build: { outDir: 'out/renderer', minify: true, rolldownOptions: { input: 'renderer/index.html' } },
  },
})
