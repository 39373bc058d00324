import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { converse, type Conversation } from './peers/conversation';
import { predictWhileTraining } from './predict-while-training';
import type { openSubject } from './training-subjects';
import { type BenchReport, type BenchResult, median, reportOf } from './report';

const goalRatio = 0.9;
const rounds = 5;
const stepsARound = 5;
const epochRounds = 3;
const mostWaitShare = 0.05;
const mostGrowthShare = 0.02;
const mostLatencyRatio = 2;
/** The two are compared on the loss of their first step on the same weights and the same batch. */
const lossTolerance = 1e-3;

const answers = {
  loss: z.object({ loss: z.number() }),
  steps: z.object({ milliseconds: z.array(z.number()) }),
  epoch: z.object({ seconds: z.number() }),
};

/**
 * The same network, batch (8 pictures of 224 x 224 x 1) and optimiser (Adam) here and in Keras, in turns, a few steps or an epoch at a time. Both
 * have as many threads as there are cores, and oneDNN switched on, as the trainer has: without it both take about twice as long on processors
 * that do not switch it on by themselves.
 */
export async function run(): Promise<BenchReport> {
  // Before TensorFlow is loaded, here and in the peer.
  const threads = String(availableParallelism());
  Object.assign(process.env, {
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_NUM_INTRAOP_THREADS: threads,
    TF_NUM_INTEROP_THREADS: threads,
    TF_CPP_MIN_LOG_LEVEL: '2',
  });
  const folder = await mkdtemp(join(tmpdir(), 'pneumoscope-bench-'));
  // The peer first: what the application restricts TensorFlow to is for this process alone.
  const peer = await converse('train.py', []);
  const ours = await import('./training-subjects');
  try {
    const results: BenchResult[] = [];
    for (const subject of ['three-block', 'transfer'] as const) {
      const trained = await ours.openSubject(subject, folder);
      results.push(await compareSteps(subject, trained, peer));
      if (subject === 'three-block') results.push(...(await compareEpochs(trained, peer)));
      trained.close();
    }
    results.push(...growth(await ours.takeManySteps()));
    results.push(latency(await predictWhileTraining()));
    return reportOf('train', results);
  } finally {
    await peer.end();
    await rm(folder, { recursive: true });
  }
}

type Subject = Awaited<ReturnType<typeof openSubject>>;

async function compareSteps(name: string, subject: Subject, peer: Conversation): Promise<BenchResult> {
  const { loss } = answers.loss.parse(await peer.ask(subject.description));
  const [first = NaN] = subject.losses(1);
  if (!(Math.abs(loss - first) < lossTolerance))
    throw new Error(`${name}: the first loss is ${String(first)} here, and ${String(loss)} in the peer.`);
  const [ours, peers]: [number[], number[]] = [[], []];
  // The first round of both is warm-up.
  for (let round = 0; round <= rounds; round += 1) {
    const [here, there] = [subject.milliseconds(stepsARound), answers.steps.parse(await peer.ask({ steps: stepsARound })).milliseconds];
    if (round === 0) continue;
    ours.push(...here);
    peers.push(...there);
  }
  return compared(`${name} step, batch 8, 224 x 224 (median of ${String(ours.length)})`, median(ours), median(peers), 'ms');
}

/** An epoch from the picture store, augmented: Keras reads the same file with tf.data and varies pictures by the same look-up. */
async function compareEpochs(subject: Subject, peer: Conversation): Promise<BenchResult[]> {
  const [ours, peers, waits]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= epochRounds; round += 1) {
    const here = subject.epoch(round);
    const there = answers.epoch.parse(await peer.ask(subject.epochDescription)).seconds;
    if (round === 0) continue;
    ours.push(here.seconds);
    peers.push(there);
    waits.push(here.waitSeconds / here.seconds);
  }
  const wait = median(waits);
  return [
    compared(`three-block epoch of ${String(subject.epochDescription.count)} cached pictures, augmented`, median(ours), median(peers), 's'),
    alone('share of that epoch spent waiting for pictures', wait, '', `<= ${String(mostWaitShare)}`, wait <= mostWaitShare),
  ];
}

function growth({ steps, tensors, residentShare }: { steps: number; tensors: number; residentShare: number }): BenchResult[] {
  return [
    alone(`${String(steps)} steps: tensors more`, tensors, '', '0', tensors === 0),
    alone(`${String(steps)} steps: growth of memory`, residentShare, '', `<= ${String(mostGrowthShare)}`, residentShare <= mostGrowthShare),
  ];
}

function latency({ idle, training }: { idle: number; training: number }): BenchResult {
  const ratio = training / idle;
  const goal = `<= ${String(mostLatencyRatio)} x idle`;
  return {
    name: 'one file to its score while a run trains, beside idle',
    ours: training,
    peer: idle,
    unit: 'ms',
    ratio,
    goal,
    met: ratio <= mostLatencyRatio,
  };
}

function compared(name: string, ours: number, peer: number, unit: string): BenchResult {
  const ratio = ours / peer;
  return { name, ours, peer, unit, ratio, goal: `<= ${String(goalRatio)} x`, met: ratio <= goalRatio };
}

function alone(name: string, ours: number, unit: string, goal: string, met: boolean): BenchResult {
  return { name, ours, peer: null, unit, ratio: null, goal, met };
}
