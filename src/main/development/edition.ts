import { app } from 'electron';
import type { Edition } from '../edition';
import { isOwnPage } from '../security';
import { followDeveloper } from './follow-developer';
import { servedPage, socketOf } from './served-page';

/** Takes the place of the shipped edition in the build that `npm run dev` runs (scripts/development). */
const server = { address: required('PNEUMOSCOPE_PAGE_SERVER'), nonce: required('PNEUMOSCOPE_PAGE_NONCE') };

export const edition: Edition = {
  pageFiles: () => servedPage(server),
  // Vite tells the page by this socket what has changed.
  mayReach: (url) => url.startsWith(`${socketOf(server)}/`),
  // Vite reloads the page where a change cannot be put in its place.
  mayNavigateTo: isOwnPage,
  started: (services, desk) => followDeveloper(services, desk, () => app.quit()),
};

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: this build is started by npm run dev only.`);
  return value;
}
