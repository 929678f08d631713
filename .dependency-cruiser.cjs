/** The import rules of the tree; ARCHITECTURE.md draws them. */
module.exports = {
  forbidden: [
    {
      name: 'renderer-sees-only-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(app|main|test)/', pathNot: '^app/contract/' },
    },
    {
      // What is exported there is English; `renderer/idiom.ts` has the same in the window's language.
      name: 'the-window-formats-in-its-language',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^app/contract/format\\.ts$' },
    },
    {
      name: 'app-is-host-independent',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(main|renderer|test)/|node_modules/(electron|keytar|@github/keytar|react)' },
    },
    {
      name: 'contract-is-self-contained',
      severity: 'error',
      from: { path: '^app/contract/' },
      to: { pathNot: '^app/contract/' },
    },
    { name: 'main-does-not-draw', severity: 'error', from: { path: '^main/' }, to: { path: '^renderer/' } },
    {
      name: 'the-product-knows-no-tests',
      severity: 'error',
      from: { path: '^(app|main|renderer)/' },
      to: { path: '^test/' },
    },
    {
      name: 'the-engine-is-on-top',
      severity: 'error',
      from: { path: '^app/(source|polar|store|accounts)/' },
      to: { path: '^app/upload/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: '^app/(source|polar|store)/' },
      to: { path: '^app/(source|polar|store)/', pathNot: '^app/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-store-speaks-sql',
      severity: 'error',
      from: { pathNot: '^(app/store|test)/' },
      to: { path: 'node_modules/better-sqlite3', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-polar-client-speaks-polar',
      severity: 'error',
      from: { pathNot: '^(app/polar|test)/' },
      to: { path: 'node_modules/@polar-sh' },
    },
    {
      name: 'only-one-adapter-knows-keytar',
      severity: 'error',
      from: { pathNot: '^(main/keytar-keychain\\.ts|test/)' },
      to: { path: 'node_modules/(keytar|@github/keytar)' },
    },
    {
      // A wording imports its translations, and they the type of what they translate: that is gone when it runs.
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
}
