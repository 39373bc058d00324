import { readFileSync } from 'node:fs';
import type { CudaOff } from '../../../shared/cuda';
import type { Policy } from '../policy';

/** What a policy lets somebody do to get the library. */
export interface CudaWays {
  /** The address of the folder that it is fetched from, or why there is none. */
  readonly network: { readonly source: string } | CudaOff;
  readonly folder: boolean;
}

/** Names that never exist (RFC 6761, 6.4): a version that nobody has published yet has one in the address's place. */
const isPlaceholder = (address: string): boolean => new URL(address).hostname.endsWith('.invalid');

/** @param named the address that this version of the application names */
export function cudaWays({ state, cuda, network }: Policy, named: string): CudaWays {
  if (state === 'unusable') return { network: 'policy-unusable', folder: false };
  if (cuda === 'off') return { network: 'policy', folder: false };
  if (network.blocked) return { network: 'network', folder: true };
  const source = cuda?.source ?? named;
  return { network: isPlaceholder(source) ? 'no-source' : { source }, folder: true };
}

/** The address that package.json names: the folder of the library's files that was published with this version (docs/releasing.md). */
export function cudaSourceIn(packageFile: string): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly cudaSource: string }).cudaSource;
}
