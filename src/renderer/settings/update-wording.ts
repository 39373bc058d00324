import type { UpdatesOff, UpdateStatus } from '../../shared/updates';
import { formatMoment } from '../format';

/** Why there are no updates, and who can change that. */
function whyOff(why: UpdatesOff, policyFile: string): string {
  switch (why) {
    case 'no-source':
      return `Updates are off, since no source is named for them. An administrator names one in ${policyFile}.`;
    case 'policy':
      return `Updates are switched off for this computer by ${policyFile}.`;
    case 'network':
      return `This computer’s policy does not let Pneumoscope use the network (${policyFile}), so there are no updates.`;
    case 'policy-unusable':
      return `The policy in ${policyFile} cannot be understood. Until an administrator puts it right, updates and any use of the network are off.`;
    case 'package':
      return 'This copy was not installed from a package that can update itself. Install a newer version over it.';
  }
}

/** Where updates stand, in a sentence or two. */
export function updateSentence({ update, policyFile }: UpdateStatus): string {
  switch (update.state) {
    case 'off':
      return whyOff(update.why, policyFile);
    case 'idle':
      return update.checkedAtMs === null
        ? 'Not checked since the start.'
        : `This is the newest version. Checked on ${formatMoment(update.checkedAtMs)}.`;
    case 'checking':
      return 'Checking for updates…';
    case 'downloading':
      return `Downloading version ${update.version}: ${Math.floor(update.share * 100)} %`;
    case 'ready':
      return `Version ${update.version} is ready. It takes this one’s place when you restart; the history is backed up before it is changed.`;
    case 'failed':
      return update.failure.message;
  }
}
