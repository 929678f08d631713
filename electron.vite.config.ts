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

// The folders are flat and not the tool's defaults, so each entry is named. The command line and the hash worker
// are further entries of the main build: both run on Node, beside main.js. A sandboxed preload must be one
// CommonJS file.
export default defineConfig({
  main: {
    plugins: [shippedLicenses(import.meta.dirname)],
    build: {
      outDir: 'out/main',
      rolldownOptions: {
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
    build: { outDir: 'out/renderer', rolldownOptions: { input: 'renderer/index.html' } },
  },
})
