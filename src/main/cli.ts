import { parseArgs } from 'node:util';
import { ExpectedFailure, toFailure } from '../shared/failure';
import type { OperatingPointName } from '../shared/model-card';
import { operatingPointNames } from '../shared/operating-point';
import { UsageError } from './cli/command';
import { commands, fileCommands, usage, type CommandName, type FileCommandName } from './cli/commands';
import { cudaOptions } from './cli/cuda';
import { datasetOptions, showIngest } from './cli/datasets';
import { evaluateOptions } from './cli/evaluate';
import { listOptions } from './cli/history';
import { exportOptions } from './cli/export';
import { modelOptions } from './cli/models';
import { trainingOptions } from './cli/train';
import { composeServices } from './compose';
import { resolvePaths } from './paths';

// The same services as the window's, without a window: batch work, servers, scripts (docs/command-line.md).
const exitCodes = { done: 0, someFailed: 1, wrongUsage: 2 } as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      home: { type: 'string' },
      json: { type: 'boolean', default: false },
      model: { type: 'string' },
      'operating-point': { type: 'string' },
      'no-store': { type: 'boolean', default: false },
      search: { type: 'string', default: '' },
      limit: { type: 'string', default: '50' },
      ...listOptions,
      ...datasetOptions,
      ...trainingOptions,
      ...modelOptions,
      ...evaluateOptions,
      ...exportOptions,
      ...cudaOptions,
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name, ...operands] = positionals;
  if (values.help) return print(usage, exitCodes.done);
  if (name === undefined || !(Object.hasOwn(commands, name) || Object.hasOwn(fileCommands, name)))
    throw new UsageError(name === undefined ? 'Name a command.' : `There is no command ${name}.`);
  const { json, search, limit } = values;
  const operatingPoint = operatingPointOf(values['operating-point']);
  const subjects = { list: values, dataset: values, training: values, model: values, evaluate: values, exports: values, cuda: values };
  const options = { json, store: !values['no-store'], search, limit, operatingPoint, ...subjects };
  const paths = resolvePaths(import.meta.dirname, values.home, process.env);
  if (Object.hasOwn(fileCommands, name)) {
    fileCommands[name as FileCommandName](operands, options)(paths);
    return exitCodes.done;
  }
  const act = commands[name as CommandName](operands, options);
  const services = await composeServices(paths, showIngest(), {
    modelId: values.model,
    operatingPoint,
    forWindow: false,
  });
  const stop = (): void => void services.close().finally(() => process.exit(exitCodes.someFailed));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return (await act(services)) ? exitCodes.done : exitCodes.someFailed;
  } finally {
    await services.close();
  }
}

function operatingPointOf(text: string | undefined): OperatingPointName | undefined {
  const point = operatingPointNames.find((name) => name === text);
  if (text !== undefined && point === undefined)
    throw new UsageError(`There is no operating point ${text}; there are ${operatingPointNames.join(', ')}.`);
  return point;
}

function print(text: string, exitCode: number): number {
  process.stdout.write(`${text}\n`);
  return exitCode;
}

function explain(error: unknown): number {
  // parseArgs reports a wrong option by a TypeError whose code begins so.
  const badOption = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (badOption || error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    return exitCodes.wrongUsage;
  }
  process.stderr.write(`${toFailure(error).message}\n`);
  if (!(error instanceof ExpectedFailure) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exitCodes.someFailed;
}

const exitCode = await main().catch(explain);
// Ended by hand, once all is written: left to itself Node 20 can wait for one of its own threads for ever (BlockingDrain, seen once).
process.stdout.write('', () => process.exit(exitCode));
