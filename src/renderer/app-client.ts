import type { AppApi, AppPushes, AppRequests, PushName, RequestName } from '../shared/app-api';
import { ExpectedFailure, toFailure } from '../shared/failure';
import type { Failure } from '../shared/failure';

declare global {
  interface Window {
    readonly pneumoscope: AppApi;
  }
}

/** What the page asks the main process, with failures thrown rather than answered. */
export interface AppClient {
  /** @throws ExpectedFailure with the main process's own sentence. */
  request<Name extends RequestName>(name: Name, input: AppRequests[Name]['input']): Promise<AppRequests[Name]['output']>;
  /** Returns the function that stops listening. */
  listen<Name extends PushName>(name: Name, listener: (push: AppPushes[Name]) => void): () => void;
  /** The path on disk of a file dropped onto the window; '' for one that has none. */
  pathOfDroppedFile(file: File): string;
}

/** Wraps the bridge of the preload; nothing else in the page touches it. */
export function createAppClient(api: AppApi): AppClient {
  return {
    async request(name, input) {
      const reply = await api.request(name, input);
      if (!reply.ok) throw new ExpectedFailure(reply.failure);
      return reply.value;
    },
    listen: (name, listener) => api.listen(name, listener),
    pathOfDroppedFile: (file) => api.pathOfDroppedFile(file),
  };
}

/** Awaits work whose failure is for the reader to see; hands the failure on instead of throwing. */
export async function orReport<T>(work: Promise<T>, report: (failure: Failure) => void): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    report(toFailure(error));
    return null;
  }
}
