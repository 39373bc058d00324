import { ExpectedFailure, type Failure } from '../../../shared/failure';

/** Makes what may fail for reasons of the image's own: then there is null, and the reason goes to `problems`. Anything else rejects. */
export async function attempt(make: () => Promise<Uint8Array>, problems: Failure[]): Promise<Uint8Array | null> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
    problems.push(error.failure);
    return null;
  }
}
