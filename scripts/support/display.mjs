/** True if a window can be opened here. Only Linux and its kin have machines without a display. */
export function hasDisplay(environment = process.env, platform = process.platform) {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** A command, run under a virtual display where there is none. */
export function underDisplay(command, environment = process.env) {
  if (hasDisplay(environment)) return command;
  return ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1000x24 -nolisten tcp', ...command];
}
