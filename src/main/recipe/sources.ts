import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from '../../shared/image';
import { readChallenge } from '../dataset/labels/challenge';
import { readCsv } from '../dataset/labels/read-csv';
import type { TestCase } from '../services/evaluate-model';
import type { RecipeImage, RsnaClass } from './recipe-image';

// Where each source lies in the data folder, and what of it the recipe takes. Sources and terms: docs/model-development.md.

/** The RSNA set's own images in the challenge's layout; they validate, and train nothing. */
export function rsnaAdults(data: string): readonly RecipeImage[] {
  const folder = join(data, 'rsna');
  const { images } = readChallenge({
    kind: 'challenge',
    images: join(folder, 'stage_2_train_images'),
    labels: join(folder, 'stage_2_train_labels.csv'),
    classes: join(folder, 'stage_2_detailed_class_info.csv'),
  });
  return images.map(({ name, file, patient, positive, class: className, boxes }) => ({
    name: `rsna/${name}`,
    file,
    inverted: false,
    positive,
    patient: patient ?? name,
    class: className as RsnaClass,
    boxes,
    part: 'validation',
  }));
}

/** Other patients of the RSNA set, the whole picture equalised: normal and opacity only. */
export function equalisedAdults(data: string): readonly RecipeImage[] {
  const boxes = boxesOf1024(join(data, 'labels', 'stage_2_train_labels.csv'));
  const scale = 256 / 1024;
  return rsnaDerived(data, 'rsna_equalised_256', false).map((image) => ({
    ...image,
    boxes: (boxes.get(idOf(image.name)) ?? []).map(({ x, y, width, height }) => ({
      x: x * scale,
      y: y * scale,
      width: width * scale,
      height: height * scale,
    })),
  }));
}

/** Other patients of the RSNA set, lungs cut out: of all three classes, but consolidation is sometimes cut away with the rest. */
export function cutLungs(data: string): readonly RecipeImage[] {
  return rsnaDerived(data, 'rsna_lungs_256', true);
}

/** Findings that a radiologist may draw a box around as an opacity; what a report's words mean by them is too uncertain to teach. */
const opacityFindings: ReadonlySet<string> = new Set(['Pneumonia', 'Infiltration', 'Consolidation', 'Edema', 'Atelectasis']);

/** What a report's words mean most surely by an opacity: of 286 images with "Pneumonia", radiologists called 124 positive. */
const surestFindings: ReadonlySet<string> = new Set(['Pneumonia', 'Consolidation']);

interface ReportedImage {
  readonly file: string;
  readonly patient: string;
  readonly findings: readonly string[];
}

function reportedImages(data: string): readonly ReportedImage[] {
  return readCsv(join(data, 'nih_weak_256', 'labels.csv'), ['file', 'findings', 'nihPatient']).rows.map(({ fields }) => ({
    file: fields['file'] ?? '',
    patient: fields['nihpatient'] ?? '',
    findings: (fields['findings'] ?? '').split('|'),
  }));
}

/** NIH images whose reports name findings, none of them an opacity: the scarce class of those who are ill with something else. */
export function otherFindings(data: string): readonly RecipeImage[] {
  return reportedImages(data).flatMap(({ file, patient, findings }) => {
    if (findings.includes('No Finding') || findings.some((finding) => opacityFindings.has(finding))) return [];
    return [auxiliary('nih_weak_256', join(data, 'nih_weak_256', file), file, patient, 'No Lung Opacity / Not Normal')];
  });
}

/**
 * NIH images by the words of their reports, for measuring only: pneumonia or consolidation against no finding. What the words leave open is left out.
 * @param taken patients whom something is trained or chosen on
 */
export function reportedAdults(data: string, taken: ReadonlySet<string>): readonly TestCase[] {
  return reportedImages(data).flatMap(({ file, patient, findings }) => {
    const positive = findings.some((finding) => surestFindings.has(finding));
    if (taken.has(patient) || (!positive && !findings.includes('No Finding'))) return [];
    return [{ file: join(data, 'nih_weak_256', file), patient, positive, class: '', boxes: [] }];
  });
}

/** Children of another hospital; graders called them normal or pneumonia. */
export function children(data: string): readonly RecipeImage[] {
  const folder = join(data, 'kermany', 'train');
  return readCsv(join(folder, 'labels.csv'), ['file', 'Target', 'patientId']).rows.map(({ fields }) => {
    const file = fields['file'] ?? '';
    return auxiliary('kermany', join(folder, file), file, fields['patientid'] ?? '', fields['target'] === '1' ? 'Lung Opacity' : 'Normal');
  });
}

function rsnaDerived(data: string, source: string, inverted: boolean): readonly RecipeImage[] {
  const folder = join(data, source);
  const present = new Set(readdirSync(folder));
  return readCsv(join(folder, 'labels.csv'), ['file', 'class', 'nihPatient'])
    .rows.filter(({ fields }) => present.has(fields['file'] ?? ''))
    .map(({ fields }) => {
      const file = fields['file'] ?? '';
      return { ...auxiliary(source, join(folder, file), file, fields['nihpatient'] ?? '', fields['class'] as RsnaClass), inverted };
    });
}

/** For training only, without boxes. */
function auxiliary(source: string, file: string, name: string, patient: string, className: RsnaClass): RecipeImage {
  const positive = className === 'Lung Opacity';
  return { name: `${source}/${name}`, file, inverted: false, positive, patient, class: className, boxes: [], part: 'training' };
}

function boxesOf1024(labels: string): ReadonlyMap<string, readonly Rectangle[]> {
  const boxes = new Map<string, Rectangle[]>();
  for (const { fields } of readCsv(labels, ['patientId', 'x', 'y', 'width', 'height']).rows) {
    if ((fields['x'] ?? '') === '') continue;
    const box = { x: Number(fields['x']), y: Number(fields['y']), width: Number(fields['width']), height: Number(fields['height']) };
    const id = fields['patientid'] ?? '';
    boxes.set(id, [...(boxes.get(id) ?? []), box]);
  }
  return boxes;
}

const idOf = (name: string): string => name.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
