import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where updates come from. Nothing is taken that was not signed with this key. */
export interface UpdateSource {
  /** An http or https address; the feed (latest-linux.yml and its like) lies under it. */
  readonly source: string;
  /** Ed25519 public key: its SubjectPublicKeyInfo (RFC 8410) in DER, as base64. */
  readonly key: string;
  /** Whether the application looks by itself, once a day. */
  readonly checks: 'automatic' | 'by-hand';
}

/** Where the CUDA library is fetched from, in place of the address that this version names. */
export interface LibrarySource {
  /** An http or https address; the pinned files lie under it. */
  readonly source: string;
}

export interface NetworkRules {
  /** No address is asked for anything, whoever asks. */
  readonly blocked: boolean;
  /** The system's proxy ('system'), none ('direct'), or one by its address, which may hold a name and a password. */
  readonly proxy: string;
  /** Hosts that are reached without the proxy, separated by commas. */
  readonly proxyBypass: string;
}

/** What an administrator has decided for every user of this computer. */
export interface Policy {
  readonly file: string;
  /** 'absent': there is no policy; 'unusable': there is one that cannot be understood, and forbids all that it could. */
  readonly state: 'absent' | 'read' | 'unusable';
  /** null: none named; 'off': forbidden. */
  readonly updates: UpdateSource | 'off' | null;
  /** null: nothing said; 'off': it is not fetched, and not taken from a folder. */
  readonly cuda: LibrarySource | 'off' | null;
  readonly network: NetworkRules;
}

const isEd25519 = (key: string): boolean => {
  try {
    return createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
};

const address = z.url({ protocol: /^https?$/ });
/** A proxy is a host and a port: whoever writes more means something that would not be obeyed. */
const proxyAddress = address.refine((text) => {
  const { pathname, search, hash } = new URL(text);
  return pathname === '/' && search === '' && hash === '';
});
const policySchema = z.strictObject({
  updates: z
    .union([
      z.literal('off'),
      z.strictObject({
        source: address,
        key: z.string().refine(isEd25519),
        checks: z.enum(['automatic', 'by-hand']).default('automatic'),
      }),
    ])
    .optional(),
  cuda: z.union([z.literal('off'), z.strictObject({ source: address })]).optional(),
  network: z
    .union([
      z.literal('blocked'),
      z.strictObject({
        proxy: z.union([z.enum(['system', 'direct']), proxyAddress]).default('system'),
        proxyBypass: z.string().max(1_000).default(''),
      }),
    ])
    .optional(),
});

/** The file that only an administrator can write: one for all users, whatever their data folder. */
export function policyFileOf(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(environment.ProgramData ?? 'C:\\ProgramData', 'Pneumoscope', 'policy.json');
  if (platform === 'darwin') return '/Library/Application Support/Pneumoscope/policy.json';
  return '/etc/pneumoscope/policy.json';
}

/** Reads the policy. One with a mistake in it forbids everything: a rule that nobody understood must not be a rule that nobody keeps. */
export function readPolicy(file: string): Policy {
  const text = textOf(file);
  const openNetwork: NetworkRules = { blocked: false, proxy: 'system', proxyBypass: '' };
  if (text === null) return { file, state: 'absent', updates: null, cuda: null, network: openNetwork };
  const read = policySchema.safeParse(parsed(text));
  if (!read.success) return { file, state: 'unusable', updates: 'off', cuda: 'off', network: { ...openNetwork, blocked: true } };
  const { updates = null, cuda = null, network = openNetwork } = read.data;
  const rules = network === 'blocked' ? { ...openNetwork, blocked: true } : { ...openNetwork, ...network };
  return { file, state: 'read', updates, cuda, network: rules };
}

/** null where there is no such file; a file that cannot be read is no reason to do without it. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR') ? null : '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
