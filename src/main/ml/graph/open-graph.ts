import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeBackend, type Tensor } from '../tensorflow';
import { graphTag } from './graph-nodes';

/** A graph that TensorFlow holds, ready to be run. */
export interface OpenGraph {
  /** Runs it on one tensor for each node named in `feeds`; gives those of the nodes named in `outputs`. */
  run(feeds: readonly string[], inputs: readonly Tensor[], outputs: readonly string[]): Tensor[];
  close(): void;
}

/** @param bytes the content of saved_model.pb. The addon reads graphs from a folder only; it is gone again once the graph is in memory. */
export function openGraph(bytes: Uint8Array): OpenGraph {
  const backend = nativeBackend();
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-network-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    const id = backend.loadSavedModelMetaGraph(folder, graphTag);
    return {
      run: (feeds, inputs, outputs) =>
        backend.runSavedModel(
          id,
          inputs,
          feeds.map((name) => ({ name })),
          outputs,
        ),
      close: () => backend.deleteSavedModel(id),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
