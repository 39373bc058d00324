import type { Failure } from './failure';

/**
 * Why there are no updates: nobody named a source ('no-source'), the policy forbids them ('policy') or any use of the network ('network'), the
 * policy cannot be understood, which forbids all that it could ('policy-unusable'), or this copy was not installed from a package that updates itself ('package').
 */
export type UpdatesOff = 'no-source' | 'policy' | 'network' | 'policy-unusable' | 'package';

export type UpdateState =
  | { readonly state: 'off'; readonly why: UpdatesOff }
  /** Nothing newer is known; `checkedAtMs` is null before the first check. */
  | { readonly state: 'idle'; readonly checkedAtMs: number | null }
  | { readonly state: 'checking' }
  /** `share`: 0 to 1 */
  | { readonly state: 'downloading'; readonly version: string; readonly share: number }
  /** Downloaded and checked; the next start can be the new version's. */
  | { readonly state: 'ready'; readonly version: string }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface UpdateStatus {
  readonly update: UpdateState;
  /** Where an administrator's policy lies, or would lie. */
  readonly policyFile: string;
  /** True while a training run goes on: nothing is checked, downloaded or installed meanwhile. */
  readonly training: boolean;
}
