/** A drag of one of the application's own images; files from outside carry other types. */
const carriedType = 'application/x-pneumoscope-instance';

/** Lets a drag carry an image of the strip. */
export function carryImage(event: DragEvent, instanceId: number): void {
  event.dataTransfer?.setData(carriedType, String(instanceId));
}

/** Listens on a pane for an image dropped into it; returns what stops it. */
export function receiveImages(cell: HTMLElement, take: (instanceId: number) => void): () => void {
  const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes(carriedType) ?? false;
  const over = (event: DragEvent): void => {
    if (carries(event)) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    if (!carries(event)) return;
    event.preventDefault();
    take(Number(event.dataTransfer?.getData(carriedType)));
  };
  const abort = new AbortController();
  const { signal } = abort;
  cell.addEventListener('dragover', over, { signal });
  cell.addEventListener('drop', drop, { signal });
  return () => abort.abort();
}
