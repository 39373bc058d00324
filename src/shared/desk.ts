/** What the main window has on the screen, which the viewer's own window follows. */
export interface OpenOnDesk {
  /** null while no case is open. */
  readonly studyId: number | null;
  /** The image that the result column is about; null where there is none. */
  readonly instanceId: number | null;
  /** The study that hangs beside the case; null where there is none. */
  readonly comparedStudyId: number | null;
}

export const nothingOnDesk: OpenOnDesk = { studyId: null, instanceId: null, comparedStudyId: null };

/** A case that the reader will come to, and the image that it opens at. */
export interface CaseAhead {
  readonly studyId: number;
  readonly leadInstanceId: number;
}

/** The reading desk: one window, or two of which the second shows the viewer alone. */
export interface Desk extends OpenOnDesk {
  /** The cases that come next, the nearest first: both windows get their images ready. */
  readonly ahead: readonly CaseAhead[];
  readonly viewerWindow: boolean;
}

/** What the viewer's own window asks of the main one, which has the list and the verdict. */
export const deskCommands = ['next-case', 'previous-case', 'agree', 'disagree', 'toggle-read', 'toggle-second-look'] as const;
export type DeskCommand = (typeof deskCommands)[number];

/** A command, and the image that was on the screen where its key was pressed: a verdict is never about another one. */
export interface DeskOrder {
  readonly command: DeskCommand;
  readonly instanceId: number | null;
}
