// Signs update feeds, so that installed applications take updates from them (docs/installed.md).
//   npm run sign-update -- --new-key KEY.pem            makes a key; prints what the policy names
//   npm run sign-update -- --key KEY.pem dist/latest*.yml   writes FEED.sig beside each feed
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runScript, SetupFailure } from './setup/failure.mjs';

/** As the policy has it: SubjectPublicKeyInfo in DER, base64. */
const publicPart = (key) => createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');

await runScript(() => {
  const { values, positionals: feeds } = parseArgs({
    allowPositionals: true,
    options: { 'new-key': { type: 'string' }, key: { type: 'string' } },
  });
  if (values['new-key']) {
    const { privateKey } = generateKeyPairSync('ed25519');
    // Never over another key, and for this user's eyes only.
    writeFileSync(values['new-key'], privateKey.export({ format: 'pem', type: 'pkcs8' }), { flag: 'wx', mode: 0o600 });
    console.log(publicPart(privateKey));
    return 0;
  }
  if (!values.key || feeds.length === 0) throw new SetupFailure('sign-update takes --new-key FILE, or --key FILE and the feeds to sign.');
  const key = createPrivateKey(readFileSync(values.key));
  if (key.asymmetricKeyType !== 'ed25519') throw new SetupFailure(`${values.key} holds no Ed25519 key.`);
  for (const feed of feeds) writeFileSync(`${feed}.sig`, `${sign(null, readFileSync(feed), key).toString('base64')}\n`);
  return 0;
});
