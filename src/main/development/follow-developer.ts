import type { Services } from '../compose';
import type { DeskWindows } from '../desk-windows';

/** What scripts/development tells the application after a build of what changed. */
type Change = 'engine' | 'image-workers' | 'preload' | 'quit';

/** Puts what was built anew in the place of what runs, with the windows left open where that can be. */
export function followDeveloper({ engine, models, workers }: Services, desk: DeskWindows, quit: () => void): void {
  const react: Readonly<Record<Change, () => void>> = {
    engine() {
      engine.renew();
      // At once, so that one that cannot start says so now.
      engine.warm(models.active().folder).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    },
    'image-workers': () => workers.renew(),
    preload: () => desk.all().forEach((window) => window.webContents.reload()),
    quit,
  };
  process.on('message', (change: Change) => react[change]());
  // The script is gone, however it ended.
  process.on('disconnect', quit);
}
