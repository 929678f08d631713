import { expect, test } from 'vitest'
import {
  accountName,
  dashboardOf,
  initialOf,
  serverMark,
} from '../../../renderer/account/describe-account.ts'
import { ownAccount } from './sample-uploads.ts'

const accountAt = (serverUrl: string, organizationName: string | null) =>
  ({ kind: 'signed-in', id: ownAccount, serverUrl, organizationName, offlineReason: null }) as const

test.each([
  ['https://api.polar.sh', 'Acme', 'Acme', null, 'polar'],
  ['https://api.polar.sh', null, 'api.polar.sh', null, 'polar'],
  ['https://sandbox-api.polar.sh', 'Acme', 'Acme', 'Sandbox', 'create-token-sandbox'],
  ['http://127.0.0.1:8000', 'Acme', 'Acme', '127.0.0.1:8000', null],
  ['http://127.0.0.1:8000', null, '127.0.0.1:8000', null, null],
])(
  'at %s, organization %s is called %s, marked %s, with the page %s',
  (url, organization, name, mark, page) => {
    const account = accountAt(url, organization)

    expect([accountName(account), serverMark(account), dashboardOf(url)]).toEqual([name, mark, page])
  },
)

test('an initial is a whole letter as people see it', () => {
  expect([initialOf('acme'), initialOf('👩‍👧 Studio'), initialOf('')]).toEqual(['A', '👩‍👧', ''])
})
