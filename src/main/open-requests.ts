/** Files that the system asks the application to open, from any side: another start, "open with", a drop on the icon. */
export interface OpenRequests {
  /** Nothing to open still brings the window to the front. */
  ask(files: readonly string[]): void;
  /** From now on requests are answered, beginning with those that came before anybody could. */
  serve(open: (files: readonly string[]) => void): void;
}

/**
 * Collects requests until somebody serves them, and those that come close after each other into one: macOS asks for several files one by one.
 * @param gatherMilliseconds how long to wait for more
 */
export function createOpenRequests(gatherMilliseconds = 50): OpenRequests {
  let waiting: string[] = [];
  let asked = false;
  let timer: NodeJS.Timeout | undefined;
  let open: ((files: readonly string[]) => void) | null = null;

  function schedule(): void {
    clearTimeout(timer);
    if (open === null || !asked) return;
    timer = setTimeout(() => {
      const files = [...new Set(waiting)];
      waiting = [];
      asked = false;
      open?.(files);
    }, gatherMilliseconds);
  }

  return {
    ask(files) {
      waiting.push(...files);
      asked = true;
      schedule();
    },
    serve(how) {
      open = how;
      schedule();
    },
  };
}
