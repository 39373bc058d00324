import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A rectangle on the desktop, in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was, and whether it filled its display. */
export interface WindowGeometry {
  readonly bounds: Bounds;
  readonly maximized: boolean;
}

const whole = z.number().int().min(-100_000).max(100_000);
const schema = z.strictObject({
  bounds: z.strictObject({ x: whole, y: whole, width: whole.positive(), height: whole.positive() }),
  maximized: z.boolean(),
});

/** So much of the window must be on a display for a hand to reach it. */
const leastVisible = { width: 200, height: 100 };

/** The geometry kept in a file; null where there is none that means anything. */
export function readGeometry(file: string): WindowGeometry | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps the geometry; the file is there whole or not at all. Throws where the folder cannot be written. */
export function writeGeometry(file: string, geometry: WindowGeometry): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(geometry));
  const descriptor = openSync(unfinished, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, file);
}

/**
 * The bounds to open a window with: those it had, no larger than the display they are on. Null where too little of them lies on any of the
 * displays that are there now: a second monitor may be gone.
 * @param workAreas the displays without their task bars
 */
export function usableBounds({ bounds }: WindowGeometry, workAreas: readonly Bounds[]): Bounds | null {
  const overlap = (area: Bounds): { width: number; height: number } => ({
    width: Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x),
    height: Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y),
  });
  const size = (area: Bounds): number => Math.max(0, overlap(area).width) * Math.max(0, overlap(area).height);
  const area = [...workAreas].sort((one, other) => size(other) - size(one))[0];
  if (area === undefined || overlap(area).width < leastVisible.width || overlap(area).height < leastVisible.height) return null;
  return { ...bounds, width: Math.min(bounds.width, area.width), height: Math.min(bounds.height, area.height) };
}
