import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { AppUpdater } from 'electron-updater';
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider';
import { fail } from '../../shared/failure';

/** What the updater hands back to the provider it is told to make. */
export interface SignedSource {
  readonly provider: 'custom';
  readonly updateProvider: typeof SignedProvider;
  readonly url: string;
  readonly key: string;
}

/**
 * The generic feed, taken only with a signature of the key that the policy names: beside latest-linux.yml lies latest-linux.yml.sig, the Ed25519
 * signature (RFC 8032) of the feed's bytes as base64. The feed has the SHA-512 of every package, so the packages are signed with it. On Windows and macOS
 * the system's own check of the package comes on top.
 */
export class SignedProvider extends GenericProvider {
  readonly #key: KeyObject;

  constructor({ url, key }: SignedSource, updater: AppUpdater, options: ProviderRuntimeOptions) {
    super({ provider: 'generic', url }, updater, options);
    this.#key = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  }

  protected override async httpRequest(url: URL): Promise<string | null> {
    const feed = await super.httpRequest(url);
    const beside = new URL(url);
    beside.pathname += '.sig';
    const signature = await super.httpRequest(beside).catch(() => null);
    if (feed === null || signature === null || !verify(null, Buffer.from(feed), this.#key, Buffer.from(signature, 'base64')))
      fail('update-untrusted', 'The update is not signed with the key that this computer’s policy names. Nothing was taken from it.');
    return feed;
  }

  /** The library would send an id of its own for each user; nobody needs to know one reader from another. */
  override setRequestHeaders(): void {
    super.setRequestHeaders(null);
  }
}
