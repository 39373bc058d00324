import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer as createNetServer } from 'node:net';
import { createServer, mergeConfig } from 'vite';
import { nodeModules, projectFolder } from '../setup/paths.mjs';

const host = '127.0.0.1';

/**
 * Vite's development server of the page, for this machine alone. The page is shown under its own scheme and its files are asked for by the main
 * process (src/main/development/served-page.ts), so that the socket's address has to be said.
 * @param {import('vite').UserConfig} config of the renderer
 * @param {string} cacheDir for the packages that Vite bundles beforehand
 */
export async function startPageServer(config, cacheDir) {
  const port = await freePort();
  const nonce = randomBytes(16).toString('base64url');
  const server = await createServer(
    mergeConfig(config, {
      configFile: false,
      clearScreen: false,
      cacheDir,
      html: { cspNonce: nonce },
      server: {
        host,
        port,
        strictPort: true,
        hmr: { protocol: 'ws', host, clientPort: port },
        // node_modules may be another checkout's.
        fs: { allow: [projectFolder, realpathSync(nodeModules)] },
      },
    }),
  );
  await server.listen();
  return { address: `http://${host}:${port}`, nonce, close: () => server.close() };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createNetServer();
    probe.on('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
