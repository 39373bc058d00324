import type { Failure } from '../../shared/failure';
import type { AppClient } from '../app-client';
import { Computer } from './computer.svelte';
import { CudaLibrary } from './cuda.svelte';
import { Diagnostics } from './diagnostics.svelte';
import { Updates } from './updates.svelte';

/** What is about the application as it is installed, not about any case. */
export interface Installation {
  readonly computer: Computer;
  readonly cuda: CudaLibrary;
  readonly diagnostics: Diagnostics;
  readonly updates: Updates;
}

export function buildInstallation(client: AppClient, report: (failure: Failure) => void): Installation {
  return {
    computer: new Computer(client, report),
    cuda: new CudaLibrary(client, report),
    diagnostics: new Diagnostics(client, report),
    updates: new Updates(client, report),
  };
}
