import { isMarkTool } from './view';
import type { Pen, Point, PointerTool } from './view';

/** What gestures do to the image; amounts are in canvas pixels. */
export interface GestureTarget {
  readonly tool: PointerTool;
  /** null while nothing can be drawn on. */
  readonly pen: Pen | null;
  canvasPoint(event: { readonly clientX: number; readonly clientY: number }): Point;
  dragWindow(change: Point): void;
  panBy(change: Point): void;
  zoomAt(anchor: Point, factor: number): void;
  pointAt(point: Point | null): void;
}

const leftButton = 0;
const middleButton = 1;
const rightButton = 2;

/** Which tool a button press starts: left the chosen one (Shift pans), middle pans, right zooms. */
export function toolForButton(button: number, shiftKey: boolean, chosen: PointerTool): PointerTool | null {
  if (button === middleButton || (button === leftButton && shiftKey)) return 'pan';
  if (button === rightButton) return 'zoom';
  return button === leftButton ? chosen : null;
}

/**
 * What a wheel event does. A wheel's notch and a touchpad's two fingers up or down zoom in proportion; a pinch (which
 * Chromium reports as a wheel with Ctrl) zooms faster, since its steps are finer; two fingers sideways pan.
 */
export function wheelAction(event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey'>): { zoom: number } | { pan: Point } {
  const pixelsALine = 33;
  const unit = event.deltaMode === 0 ? 1 : pixelsALine;
  if (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY))
    return { pan: { x: -event.deltaX * unit, y: -event.deltaY * unit } };
  const speed = event.ctrlKey ? 0.01 : 0.0015;
  return { zoom: Math.exp(-Math.min(Math.max(event.deltaY * unit, -400), 400) * speed) };
}

/** Listens to mouse, pen and touchpad on the viewer; returns what stops it. */
export function listenToGestures(host: GlobalEventHandlers & Pick<Element, 'setPointerCapture'>, target: GestureTarget): () => void {
  let drag: { tool: PointerTool; start: Point; last: Point } | null = null;

  const press = (event: PointerEvent): void => {
    const tool = toolForButton(event.button, event.shiftKey, target.tool);
    if (tool === null) return;
    const point = target.canvasPoint(event);
    drag = { tool, start: point, last: point };
    if (isMarkTool(tool)) target.pen?.press(point);
    host.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const point = target.canvasPoint(event);
    target.pointAt(point);
    target.pen?.move(point);
    if (drag === null || isMarkTool(drag.tool)) return;
    const change = { x: point.x - drag.last.x, y: point.y - drag.last.y };
    drag.last = point;
    if (drag.tool === 'window') target.dragWindow(change);
    else if (drag.tool === 'pan') target.panBy(change);
    else target.zoomAt(drag.start, Math.exp(-change.y * 0.006));
  };
  const release = (event: PointerEvent): void => {
    if (drag !== null && isMarkTool(drag.tool)) target.pen?.release(target.canvasPoint(event), event.shiftKey);
    drag = null;
  };
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    const action = wheelAction(event);
    if ('zoom' in action) target.zoomAt(target.canvasPoint(event), action.zoom);
    else target.panBy(action.pan);
  };
  const leave = (): void => target.pointAt(null);
  const noMenu = (event: Event): void => event.preventDefault();

  const abort = new AbortController();
  const { signal } = abort;
  host.addEventListener('pointerdown', press, { signal });
  host.addEventListener('pointermove', move, { signal });
  host.addEventListener('pointerup', release, { signal });
  host.addEventListener('pointercancel', release, { signal });
  host.addEventListener('pointerleave', leave, { signal });
  host.addEventListener('wheel', turn, { signal, passive: false });
  host.addEventListener('contextmenu', noMenu, { signal });
  return () => abort.abort();
}
