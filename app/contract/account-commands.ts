import type {
  AccountView,
  ListedAccount,
  NamedAccount,
  SignInOutcome,
  SignInRequest,
  TokenAnswer,
} from './account-view.ts'
import type { AccountId } from './ids.ts'

/** What the window may ask about accounts; part of `UploadCommands`. */
export interface AccountCommands {
  /** The chosen one: where new files go. */
  account(nothing?: undefined): Promise<AccountView>
  /** All there are, in the order they were added. */
  accounts(nothing?: undefined): Promise<readonly ListedAccount[]>
  /** Every one that was ever signed in to: uploads of one that was signed out stay on the list. */
  knownAccounts(nothing?: undefined): Promise<readonly NamedAccount[]>
  /** Has new files go there; an account that is not in the list is passed over. */
  chooseAccount(id: AccountId): Promise<void>
  /** What an account's token may do; Polar is asked. */
  tokenRights(id: AccountId): Promise<TokenAnswer>
  signIn(request: SignInRequest): Promise<SignInOutcome>
  /** Of the chosen account when none is given; its uploads stay, and wait. */
  signOut(id?: AccountId): Promise<void>
}
