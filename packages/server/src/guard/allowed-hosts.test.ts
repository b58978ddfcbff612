import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHostCheck } from './allowed-hosts.ts';
import { parseHost } from './parse-host.ts';

const check = createHostCheck(['tracking.example.com', '*.lab.example.com']);

describe('by default', () => {
  it.each([
    'localhost',
    'LOCALHOST:5000',
    'localhost.',
    '127.0.0.1:80',
    '127.8.9.1',
    '0.0.0.0:5000',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255:1',
    '192.168.1.1',
    '[::1]',
    '[::1]:5000',
    '[fd00::1]',
    'tracking.example.com:443',
    'Tracking.Example.COM.',
    'a.lab.example.com',
    'a.b.lab.example.com',
  ])('answers %s', (host) => {
    expect(check(host)).toBe('allowed');
  });

  it.each([
    'evil.com',
    '10.evil.com',
    '192.168.evil.com',
    '127.0.0.1.evil.com',
    'localhost.evil.com',
    'localhost.localdomain',
    'lab.example.com',
    'evillab.example.com',
    'x.tracking.example.com',
    '172.32.0.1',
    '8.8.8.8',
    '169.254.169.254',
    '127.1',
    '0x7f000001',
    '2130706433',
    '010.0.0.1',
    '[::2]',
    '[fe80::1]',
    '.',
  ])('does not answer %s', (host) => {
    expect(check(host)).toBe('foreign');
  });

  it.each([
    '',
    'localhost:evil',
    'localhost:',
    'localhost:99999',
    'a b',
    'a,b',
    '[::1',
    '[1.2.3.4]',
    '[zz]',
    'a/b',
    'u@localhost',
    'ⓛocalhost',
    'localhost:1:2',
  ])('cannot read %j', (host) => {
    expect(check(host)).toBe('malformed');
  });
});

it('answers anything when told to, but nothing malformed', () => {
  const open = createHostCheck(['*']);
  expect(open('evil.com')).toBe('allowed');
  expect(open('a b')).toBe('malformed');
});

it('never takes a name for an address', () => {
  const label = fc.stringMatching(/^[a-z\d-]{1,8}$/);
  fc.assert(
    fc.property(fc.ipV4(), fc.array(label, { minLength: 1, maxLength: 3 }), (address, labels) => {
      const name = [address, ...labels, 'com'].join('.');
      expect(parseHost(name)?.isAddress).toBe(false);
      expect(check(name)).toBe('foreign');
      expect(parseHost(address)).toEqual({ name: address, isAddress: true });
    }),
  );
});
