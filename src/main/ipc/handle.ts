import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { AppRequests, Reply, RequestName } from '../../shared/app-api';
import { fail, toFailure } from '../../shared/failure';
import { isOwnPage } from '../security';
import { requestSchemas } from './request-schemas';

/** One function a request; the compiler sees to it that none is missing. `sender` is the id of the page that asks. */
export type RequestHandlers = {
  readonly [Name in RequestName]: (
    input: AppRequests[Name]['input'],
    sender: number,
  ) => AppRequests[Name]['output'] | Promise<AppRequests[Name]['output']>;
};

/**
 * Answers every request of the window. Electron keeps only an error's message, so failures travel as data. A bug is
 * reported to `onBug` (never with the input: it may hold patient data) and reaches the reader as one honest sentence.
 */
export function handleRequests(handlers: () => Promise<RequestHandlers>, onBug: (name: RequestName, error: unknown) => void): void {
  for (const name of Object.keys(requestSchemas) as RequestName[]) {
    ipcMain.handle(name, (event, input: unknown) => answer(name, handlers, event, input, onBug));
  }
}

async function answer<Name extends RequestName>(
  name: Name,
  handlers: () => Promise<RequestHandlers>,
  event: IpcMainInvokeEvent,
  input: unknown,
  onBug: (name: RequestName, error: unknown) => void,
): Promise<Reply<AppRequests[Name]['output']>> {
  try {
    assertOwnPage(event);
    const parsed = requestSchemas[name].safeParse(input);
    if (!parsed.success)
      fail('invalid-request', `The request ${name} was not understood: ${parsed.error.issues[0]?.message ?? 'wrong form'}.`);
    return { ok: true, value: await (await handlers())[name](parsed.data, event.sender.id) };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'unexpected') onBug(name, error);
    return { ok: false, failure };
  }
}

/** Only the top frame of our own page may ask for anything (Electron's security checklist, item 17). */
function assertOwnPage(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null || !isOwnPage(frame.url)) {
    fail('invalid-request', 'Only the application’s own page may send requests.');
  }
}
