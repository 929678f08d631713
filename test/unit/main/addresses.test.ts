import { describe, expect, test } from 'vitest'
import { networksOf, plainAddress, systemAddresses } from '../../../main/addresses.ts'

test.each([
  ['192.168.1.23', '192.168.1.23'],
  ['::ffff:192.168.1.23', '192.168.1.23'],
  ['fe80::1%eth0', 'fe80::1'],
  ['2001:db8::1', '2001:db8::1'],
])('the address %s is compared as %s', (address, plain) => {
  expect(plainAddress(address)).toBe(plain)
})

test('this computer has the address that it calls itself by', () => {
  expect(systemAddresses().has('127.0.0.1')).toBe(true)
})

describe('the networks a computer is in', () => {
  const outer = (address: string) => ({ address, internal: false })

  test('are those of its addresses, in any order', () => {
    const one = networksOf([outer('192.168.1.23'), outer('2001:db8::1')])

    expect(networksOf([outer('2001:db8::1'), outer('192.168.1.23')])).toBe(one)
    expect(networksOf([outer('192.168.1.24'), outer('2001:db8::1')])).not.toBe(one)
  })

  test('do not change with addresses that lead nowhere', () => {
    const nowhere = ['fe80::42:acff:fe11:2', 'FEBF::1', '169.254.3.4'].map(outer)

    expect(networksOf([...nowhere, { address: '127.0.0.1', internal: true }])).toBe('')
  })
})
