import type { AppClient } from '../../src/renderer/app-client';
import type { AppRequests, RequestName } from '../../src/shared/app-api';

export type Answers = { [Name in RequestName]?: (input: AppRequests[Name]['input']) => unknown };

/** A main process that answers from a table and remembers what it was asked. */
export function clientOf(answers: Answers): AppClient & { asked: [RequestName, unknown][] } {
  const asked: [RequestName, unknown][] = [];
  const request = async (name: RequestName, input: unknown): Promise<unknown> => {
    asked.push([name, input]);
    return (answers[name] as ((input: unknown) => unknown) | undefined)?.(input);
  };
  return { asked, request: request as AppClient['request'], listen: () => () => undefined, pathOfDroppedFile: (file) => file.name };
}
