import { loadCheckpoint, readBest } from '../ml/checkpoint';

/**
 * The mean of the weights that runs kept (Wortsman et al., ICML 2022: runs that start from the same weights end near enough for their mean to be a
 * network, and it does better than each). All weights, in the training step's order.
 */
export function averageWeights(runFolders: readonly string[]): Float32Array {
  const all = runFolders.map((folder) => {
    const best = loadCheckpoint(folder, () => undefined)?.position.best;
    if (best === undefined || best === null) throw new Error(`${folder} holds no finished epoch`);
    return readBest(folder, best);
  });
  const [first = new Float32Array()] = all;
  if (all.some(({ length }) => length !== first.length)) throw new Error('the runs trained different networks');
  return first.map((_, place) => all.reduce((sum, weights) => sum + (weights[place] as number), 0) / all.length);
}
