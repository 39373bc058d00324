import type { MarkKind } from '../../shared/marks';
import type { Command } from '../frame/commands';
import type { Application } from '../state/application.svelte';
import type { ReaderNotes } from '../state/reader-notes.svelte';
import type { Panes } from '../viewer/panes.svelte';
import type { ViewerState } from '../viewer/viewer-state.svelte';
import { withoutMark } from './notes';

/** The commands of the mark tools, in the order of the menu. */
export const markCommands = {
  'mark-box': 'box',
  'mark-length': 'length',
  'mark-angle': 'angle',
  'mark-ratio': 'cardiothoracic-ratio',
  'mark-ellipse': 'ellipse',
  'mark-rectangle': 'rectangle',
  'mark-arrow': 'arrow',
  'mark-text': 'text',
} as const satisfies Partial<Record<Command, MarkKind>>;

type MarkCommand = keyof typeof markCommands | 'leave-tool' | 'delete-mark' | 'undo' | 'redo';

interface Parts {
  readonly application: Application;
  readonly panes: Panes;
  readonly notes: ReaderNotes;
  /** The active pane's, whichever that is at the moment. */
  readonly viewer: ViewerState;
}

/** What the keys and the menu of the marks do to the image in the active pane. */
export function markActions({ application, panes, notes, viewer }: Parts): Readonly<Record<MarkCommand, () => void>> {
  const draw = (kind: MarkKind) => (): void => {
    if (!application.readOnly && viewer.shown !== null) viewer.choose(kind);
  };
  const onImage = (act: (instanceId: number) => void) => (): void => {
    const { instance } = panes.active;
    if (instance !== null && !application.readOnly) act(instance.instanceId);
  };
  return {
    'mark-box': draw('box'),
    'mark-length': draw('length'),
    'mark-angle': draw('angle'),
    'mark-ratio': draw('cardiothoracic-ratio'),
    'mark-ellipse': draw('ellipse'),
    'mark-rectangle': draw('rectangle'),
    'mark-arrow': draw('arrow'),
    'mark-text': draw('text'),
    'leave-tool': () => {
      viewer.leaveTool();
      notes.select(null);
    },
    'delete-mark': onImage((instanceId) => {
      const id = notes.selected;
      if (id !== null) notes.change(instanceId, (known) => withoutMark(known, id));
    }),
    undo: onImage((instanceId) => notes.undo(instanceId)),
    redo: onImage((instanceId) => notes.redo(instanceId)),
  };
}
