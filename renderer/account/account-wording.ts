import type { TokenRights } from '../../app/contract/account-view.ts'

/** Everything the window says of accounts. */
export const ACCOUNT_WORDS = {
  signedOut: 'Not signed in',
  menu: 'Account:',
  list: 'Accounts',
  sandbox: 'Sandbox',
  openPolar: 'Open Polar',
  add: 'Add an account…',
  otherToken: 'Use another token…',
  signInAgain: 'Sign in again…',
  signOut: 'Sign out',
  offline: (reason: string) => `${reason} Uploads resume when you’re back online.`,
  /** How it stands with an account, below its name; null where there is nothing to say. */
  standings: {
    chosen: 'Files you add go here',
    'signed-in': null,
    offline: 'Cannot be reached now',
    'needs-sign-in': 'Sign in again to continue',
  },
  ofAnother: (name: string) => `That token is of another account, “${name}”. Files you add go there now.`,
  someNeedSignIn: 'An account needs you to sign in.',
  asking: 'Asking what the token may do…',
  rights: ({ mayUpload, mayReadName }: TokenRights) =>
    [
      mayUpload ? 'May upload files.' : 'May not upload files: the token lacks files:write.',
      mayReadName ? 'May read the organization’s name.' : 'May not read the organization’s name.',
    ].join(' '),
  at: (name: string, server: string) => `${name} (${server})`,
  /** Whose an upload is when not even the name is known any more. */
  left: 'Account signed out',
  /** Before a name that only the eye sees to be an account's. */
  of: 'Goes to',
  signInAgainTo: 'Sign in again with an access token of',
  addIntro: 'Add another organization, with an access token of its own. Those you have stay signed in.',
} as const
