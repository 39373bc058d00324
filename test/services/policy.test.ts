import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Policy, policyFileOf, readPolicy } from '../../src/main/services/policy';
import { temporaryFolder } from '../store/builders';

const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const otherKind = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const source = 'https://mirror.hospital.example/pneumoscope';
const openNetwork = { blocked: false, proxy: 'system', proxyBypass: '' };

function policyOf(content: unknown): Omit<Policy, 'file'> {
  const file = join(temporaryFolder(), 'policy.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const { state, updates, cuda, network } = readPolicy(file);
  return { state, updates, cuda, network };
}

test('the policy lies where only an administrator writes', () => {
  const windows = policyFileOf('win32', { ProgramData: 'D:\\ProgramData' }).replaceAll('\\', '/');
  expect([policyFileOf('linux', {}), policyFileOf('darwin', {}), windows]).toEqual([
    '/etc/pneumoscope/policy.json',
    '/Library/Application Support/Pneumoscope/policy.json',
    'D:/ProgramData/Pneumoscope/policy.json',
  ]);
});

test('without a policy there is no source, and no rule', () => {
  const file = join(temporaryFolder(), 'none', 'policy.json');
  expect(readPolicy(file)).toEqual({ file, state: 'absent', updates: null, cuda: null, network: openNetwork });
});

test('a policy names a source with its key, or forbids; what it leaves out has a default', () => {
  expect(policyOf({ updates: { source, key } })).toEqual({
    state: 'read',
    updates: { source, key, checks: 'automatic' },
    cuda: null,
    network: openNetwork,
  });
  expect(policyOf({ updates: 'off', cuda: 'off', network: 'blocked' })).toEqual({
    state: 'read',
    updates: 'off',
    cuda: 'off',
    network: { ...openNetwork, blocked: true },
  });
  expect(
    policyOf({ cuda: { source }, network: { proxy: 'http://proxy.hospital.example:3128', proxyBypass: '*.hospital.example' } }),
  ).toEqual({
    state: 'read',
    updates: null,
    cuda: { source },
    network: { blocked: false, proxy: 'http://proxy.hospital.example:3128', proxyBypass: '*.hospital.example' },
  });
});

test('a policy with any mistake in it forbids all that it could', () => {
  const mistakes: readonly unknown[] = [
    '',
    '{',
    [],
    { updates: 'of' },
    { update: 'off' },
    { updates: { source } },
    { updates: { source: 'ftp://mirror.example', key } },
    { updates: { source, key: 'abc' } },
    { updates: { source, key: otherKind } },
    { updates: { source, key, checks: 'often' } },
    { cuda: 'no' },
    { cuda: { source: 'file:///media/stick' } },
    { network: { proxy: 'proxy:3128 or so' } },
    { network: { proxy: 'socks5://proxy.hospital.example:1080' } },
    { network: { proxy: 'http://proxy.hospital.example:3128/proxy.pac' } },
    { network: { proxy: 'http://proxy.hospital.example:3128?user=x' } },
  ];
  const forbidden = { state: 'unusable', updates: 'off', cuda: 'off', network: { ...openNetwork, blocked: true } };
  expect(mistakes.map(policyOf)).toEqual(mistakes.map(() => forbidden));
  // Something in the file's place that cannot be read as one.
  const folder = join(temporaryFolder(), 'policy.json');
  mkdirSync(folder);
  expect(readPolicy(folder)).toEqual({ file: folder, ...forbidden });
});
