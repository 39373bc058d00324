import type { Services } from '../compose';
import { checkComputer } from '../services/check-computer';
import type { ResearchUse } from '../services/research-use';
import type { RequestHandlers } from './handle';
import type { InstalledRequest } from './installed-schemas';

/** What the window has beside the services that it shares with the command line. */
export interface Installed {
  readonly researchUse: ResearchUse;
}

/** The requests that are about the application as it is installed. */
export function installedHandlers(services: Services, { researchUse }: Installed): Pick<RequestHandlers, InstalledRequest> {
  return {
    'research-use.accept': () => researchUse.accept(),
    'computer.check': () => checkComputer(services),
  };
}
