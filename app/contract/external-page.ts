/** Pages outside the app that the window may open, by name: a page can never be made to open another. */
export const EXTERNAL_PAGES = {
  'create-token-production': 'https://polar.sh/dashboard',
  'create-token-sandbox': 'https://sandbox.polar.sh/dashboard',
  polar: 'https://polar.sh/dashboard',
} as const

/** Names a page outside the app. */
export type ExternalPage = keyof typeof EXTERNAL_PAGES
