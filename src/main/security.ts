import { app, session } from 'electron';
import { pageScheme } from '../shared/app-api';

/** Chromium may not phone home: no spell-check dictionaries, no component updates, no crash reports leave this machine. */
export function silenceChromium(): void {
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
}

/**
 * Electron's security checklist, for every web contents there will ever be: no permission is granted, nothing navigates
 * away from our page, and no window or webview is opened. That no request goes to the network is seen to in updates/network.ts.
 * @param mayNavigateTo the edition's exceptions; the application that ships has none
 */
export function lockDown(mayNavigateTo: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', keepHere);
    contents.on('will-redirect', keepHere);
    contents.on('will-frame-navigate', keepHere);
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  function keepHere(event: Electron.Event<{ url: string }>): void {
    if (!mayNavigateTo(event.url)) event.preventDefault();
  }
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
}

/** For the page: everything from the application itself, image bytes from the private scheme, no inline script or style, no eval. */
export const pageDirectives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: dicom:",
  'connect-src': "'self' dicom:",
  'worker-src': "'self'",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

/** As the header Content-Security-Policy has it. */
export function policyOf(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

export const pagePolicy = policyOf(pageDirectives);

/** For a page on its way to the printer: its own style and pictures, no script, nothing from elsewhere. */
export const printPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** For the codec workers alone: their WebAssembly glue calls `new Function`; a worker obeys the policy of its own response. */
export const codecWorkerPolicy = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'";

/** True for an address inside our own page; a page to be printed is none, it may ask for nothing. */
export function isOwnPage(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === `${pageScheme}:` && hostname === 'app';
}
