import type { SignInRequest } from './account-view.ts'
import type { AddRequest } from './add-request.ts'
import { CHECKS, type CheckName } from './computer-check.ts'
import { EXTERNAL_PAGES, type ExternalPage } from './external-page.ts'
import type { AccountId, UploadId } from './ids.ts'
import type { MoveRequest } from './move-request.ts'
import type { RelocateRequest } from './relocation.ts'
import { FILE_SERVICES, type FileService } from './upload-view.ts'

/** Says whether a value from another process is what it should be. */
export type Guard<T> = (value: unknown) => value is T

/** Addresses are no longer than this anywhere. */
const LONGEST_ACCOUNT_ID = 4096

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An object with names, of any kind. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTextOrAbsent = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'

const isFlagOrAbsent = (value: unknown): value is boolean | undefined =>
  value === undefined || typeof value === 'boolean'

/** On or off. */
export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean'

/** A command without an argument. */
export const isNothing: Guard<undefined> = (value) => value === undefined

/** An upload's id. */
export const isUploadId: Guard<UploadId> = (value): value is UploadId =>
  typeof value === 'string' && UUID.test(value)

/** An account's id: a server and an organization, of no certain form but of some length. */
export const isAccountId: Guard<AccountId> = (value): value is AccountId =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ACCOUNT_ID

/** An account's id, or none. */
export const isAccountIdOrNothing: Guard<AccountId | undefined> = (value): value is AccountId | undefined =>
  value === undefined || isAccountId(value)

/** A list of uploads' ids. */
export const isUploadIdList: Guard<readonly UploadId[]> = (value): value is readonly UploadId[] =>
  Array.isArray(value) && value.every(isUploadId)

/** Uploads, and where they are to stand. */
export const isMoveRequest: Guard<MoveRequest> = (value): value is MoveRequest =>
  isRecord(value) && isUploadIdList(value.ids) && (value.before === null || isUploadId(value.before))

/** An upload, and where its file is. */
export const isRelocateRequest: Guard<RelocateRequest> = (value): value is RelocateRequest =>
  isRecord(value) && isUploadId(value.id) && typeof value.path === 'string'

/** One of Polar's services this app uploads for. */
export const isFileService: Guard<FileService> = (value): value is FileService =>
  (FILE_SERVICES as readonly unknown[]).includes(value)

/** Paths to add. */
export const isAddRequest: Guard<AddRequest> = (value): value is AddRequest =>
  isRecord(value) &&
  Array.isArray(value.paths) &&
  value.paths.every((path) => typeof path === 'string') &&
  (value.service === undefined || isFileService(value.service)) &&
  isTextOrAbsent(value.name) &&
  isFlagOrAbsent(value.again)

/** A server and a token. */
export const isSignInRequest: Guard<SignInRequest> = (value): value is SignInRequest =>
  isRecord(value) &&
  typeof value.server === 'string' &&
  typeof value.token === 'string' &&
  isAccountIdOrNothing(value.accountId)

/** What the picker can pick. */
export const isPickerKind: Guard<'files' | 'folder'> = (value): value is 'files' | 'folder' =>
  value === 'files' || value === 'folder'

/** A check of this computer. */
export const isCheckName: Guard<CheckName> = (value): value is CheckName =>
  (CHECKS as readonly unknown[]).includes(value)

/** A page outside the app. */
export const isExternalPage: Guard<ExternalPage> = (value): value is ExternalPage =>
  typeof value === 'string' && Object.hasOwn(EXTERNAL_PAGES, value)
