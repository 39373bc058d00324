import { classifyFiles, type ClassifiedFile } from '../services/classify-files';
import { type Action, type CommandOptions, needOperands, print } from './command';

export function classify(paths: readonly string[], { json, store }: CommandOptions): Action {
  needOperands(paths, 'classify');
  return async (services) => {
    let allDone = true;
    const storeFolder = store ? services.paths.store : null;
    for await (const line of classifyFiles({ ...services, activeModel: services.models.active, storeFolder }, paths)) {
      if (line.status === 'error') allDone = false;
      print(json ? JSON.stringify(line) : describeLine(line));
    }
    return allDone;
  };
}

function describeLine(line: ClassifiedFile): string {
  if (line.status !== 'ok') return `${line.status.padEnd(8)}  ${line.message}`;
  const {
    probability,
    probabilityLow: low,
    probabilityHigh: high,
    corrections = [],
    file,
    positive,
    threshold,
    operatingPoint,
    modelId,
  } = line;
  const notes = [
    `threshold ${threshold.toFixed(3)}${operatingPoint === undefined ? '' : `, ${operatingPoint}`}`,
    ...(low === undefined || high === undefined ? [] : [`passes ${low.toFixed(3)} to ${high.toFixed(3)}`]),
    ...(corrections.length === 0 ? [] : [`put right before it was scored: ${corrections.join(', ')}`]),
    modelId,
  ];
  const verdict = positive ? 'opacity suspected' : 'no opacity suspected';
  return `${probability.toFixed(3).padEnd(8)}  ${file}: ${verdict} (${notes.join(', ')})`;
}
