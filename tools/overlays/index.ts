import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareOverlays } from '../../src/main/statistics/compare-overlays';
import { evenlySpaced } from './choose';
import { createOverlayMaker, labelledImages, type OverlayMaker, patientsOf } from './overlaid-cases';
import { comparisonTable, type PictureOnPage, picturesSection } from './page';
import { overlayPicture } from './picture';

// npm run overlays -- --model shipped --data DIR             draws fifteen images into docs/overlays, and rewrites their part of docs/overlays.md
// npm run overlays -- --model shipped --data DIR --compare   measures the network's own map beside Grad-CAM of the same network; [--json]
//                                                            [--layers PATTERN]: Grad-CAM of these layers rather than of the last feature maps

const page = 'docs/overlays.md';
const [positives, negatives] = [10, 5];
const side = 288;
/** What lies between these in the page is written here, the rest by hand. */
const [begin, end] = ['<!-- pictures: begin -->', '<!-- pictures: end -->'];

async function draw(maker: OverlayMaker, data: string): Promise<void> {
  const [labelled, patientOf] = [labelledImages(data), await patientsOf(data)];
  const chosen = [
    ...evenlySpaced(
      labelled.filter(({ positive }) => positive),
      positives,
    ),
    ...evenlySpaced(
      labelled.filter(({ positive }) => !positive),
      negatives,
    ),
  ];
  await rm('docs/overlays', { recursive: true, force: true });
  await mkdir('docs/overlays');
  const pictures: PictureOnPage[] = [];
  for (const [index, one] of chosen.entries()) {
    const found = await maker.overlay(one, patientOf(one));
    const file = `${found.positive ? 'opacity' : 'no-opacity'}-${String(index + 1).padStart(2, '0')}.png`;
    await writeFile(`docs/overlays/${file}`, overlayPicture(found.image, found.own, found.drawn, side));
    pictures.push({ file, name: found.name.replace(/\.dcm$/u, ''), positive: found.positive, probability: found.probability });
  }
  const text = await readFile(page, 'utf8');
  const [before, after] = [text.split(begin)[0] ?? '', text.split(end)[1] ?? ''];
  await writeFile(page, `${before}${begin}\n\n${picturesSection(maker.card, pictures)}\n\n${end}${after}`);
  console.log(`${pictures.length} pictures in docs/overlays`);
}

async function compare(maker: OverlayMaker, data: string, json: boolean): Promise<void> {
  const patientOf = await patientsOf(data);
  const boxed = labelledImages(data).filter(({ boxes }) => boxes.length > 0);
  const overlaid = [];
  for (const one of boxed) {
    const { patient, drawn, own, gradCam } = await maker.overlay(one, patientOf(one));
    overlaid.push({ patient, drawn, first: own, second: gradCam });
  }
  const found = compareOverlays(overlaid);
  console.log(json ? JSON.stringify({ modelId: maker.card.id, ...found }) : comparisonTable(maker.card.id, found));
}

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'shipped' },
    data: { type: 'string' },
    compare: { type: 'boolean', default: false },
    layers: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (values.data === undefined) throw new Error('--data names a folder in the RSNA challenge’s layout.');
const data = resolve(values.data);
const maker = await createOverlayMaker(values.model, values.layers === undefined ? undefined : new RegExp(values.layers, 'u'));
if (values.compare) await compare(maker, data, values.json);
else await draw(maker, data);
