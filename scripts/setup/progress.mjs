/** @returns {string} decimal units, as download tools and disks use: 252 MB */
export function formatBytes(bytes) {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @returns {string} minutes and seconds: 1:05 */
export function formatElapsed(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * One line about a transfer: what has come of how much, how fast in this run, and since when.
 * @param {{ label: string, doneBytes: number, totalBytes?: number, resumedBytes?: number, elapsedMilliseconds: number }} transfer
 */
export function transferLine({ label, doneBytes, totalBytes, resumedBytes = 0, elapsedMilliseconds }) {
  const amount = totalBytes ? `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}` : formatBytes(doneBytes);
  const share = totalBytes ? `  ${Math.floor((doneBytes / totalBytes) * 100)} %` : '';
  const rate = elapsedMilliseconds > 0 ? `  ${formatBytes(((doneBytes - resumedBytes) * 1000) / elapsedMilliseconds)}/s` : '';
  return `${label}  ${amount}${share}${rate}  ${formatElapsed(elapsedMilliseconds)}`;
}

const REDRAW_MILLISECONDS = 100;
const PLAIN_LINE_MILLISECONDS = 10_000;

/**
 * Says what set-up is doing. On a terminal the current line is redrawn in place; elsewhere (a log file) a line every ten seconds.
 * Everything goes to standard error: standard output belongs to the application.
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream
 */
export function createReport(stream = process.stderr, now = () => performance.now()) {
  const interval = stream.isTTY ? REDRAW_MILLISECONDS : PLAIN_LINE_MILLISECONDS;
  let lastDrawn = -Infinity;
  let step = { name: '', started: now() };

  const clearLine = () => (stream.isTTY ? '\r\x1b[2K' : '');
  const print = (text) => stream.write(`${clearLine()}${text}\n`);
  const draw = (text) => {
    if (now() - lastDrawn < interval) return;
    lastDrawn = now();
    stream.write(stream.isTTY ? `${clearLine()}  ${text}`.slice(0, (stream.columns ?? 80) + 4) : `  ${text}\n`);
  };

  return {
    /** A sentence that stays. */
    note: (text) => print(`  ${text}`),
    /** Opens a step; what is drawn until `finish` belongs to it. */
    begin(name) {
      step = { name, started: now() };
      // A log shows a step's first line at once only if it lasts.
      lastDrawn = stream.isTTY ? -Infinity : now();
      draw(name);
    },
    /** The step goes on; `detail` says how far it is, where that is known. */
    tick: (detail) => draw([step.name, detail, formatElapsed(now() - step.started)].filter(Boolean).join('  ')),
    /** The step has transferred or written some of what it has to. */
    transfer(transfer) {
      // In a log, one that ends soon is told when it has ended.
      if (stream.isTTY || transfer.elapsedMilliseconds >= interval) draw(transferLine(transfer));
    },
    /** A transfer that ended: its figures stay. */
    transferred: (transfer) => print(`  ${transferLine(transfer)}`),
    finish(detail) {
      print(`✓ ${step.name}  ${[detail, formatElapsed(now() - step.started)].filter(Boolean).join('  ')}`);
    },
  };
}
