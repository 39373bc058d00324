import { deskCommands, type DeskCommand } from '../../shared/desk';
import type { Command } from '../frame/commands';
import { type ShortcutGroup, shortcutGroups } from '../frame/shortcuts';

/** What only the main window has: the list, files, reports, settings. */
const mainWindowOnly: ReadonlySet<Command> = new Set([
  'search',
  'open-files',
  'open-folder',
  'toggle-worklist',
  'report',
  'print',
  'export',
  'toggle-list',
  'toggle-result',
  'settings',
  'tour',
]);

/** The keys that mean something in the viewer's own window. */
export const viewerShortcuts: readonly ShortcutGroup[] = shortcutGroups
  .map((group) => ({ ...group, shortcuts: group.shortcuts.filter(({ command }) => !mainWindowOnly.has(command)) }))
  .filter(({ shortcuts }) => shortcuts.length > 0);

/** True for what the viewer's window asks the main one to do. */
export function isDeskCommand(command: Command): command is DeskCommand {
  return (deskCommands as readonly Command[]).includes(command);
}
