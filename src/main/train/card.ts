import type { ModelCard, ModelFigures } from '../../shared/model';
import type { LabelledCase } from './labelled-cases';
import { inputSize, preprocessing, splitSeed, validationShare } from './recipe';
import type { TrainingData } from './training-data';

const rsnaTerms =
  'RSNA Pneumonia Detection Challenge 2018 (Shih G et al., Radiology: Artificial Intelligence 2019;1(1):e180041): use with attribution. ' +
  'Images: NIH Clinical Center, ChestX-ray14 (Wang X et al., CVPR 2017; nihcc.app.box.com/v/ChestXray-NIHCC): no restrictions.';
const derivedTerms = `Derived from the RSNA and NIH images and published without a licence of its own; used for training, not shipped. ${rsnaTerms}`;

/** The model card but for its threshold, which the caller sets, and its figures. */
export function cardOf(data: TrainingData, evaluation: readonly ModelFigures[]): ModelCard {
  const shown = (name: string, cases: readonly LabelledCase[], terms: string) => {
    return { name, images: cases.length, positives: cases.filter((one) => one.positive).length, terms };
  };
  return {
    id: 'first-1',
    name: 'Opacity network, first edition',
    createdOn: new Date().toISOString().slice(0, 10),
    inputSize,
    preprocessingVersion: preprocessing,
    threshold: 0.5,
    overlayMethod: "Opacity map trained on radiologists' boxes",
    architecture:
      'Residual network with four halvings by strided convolution; its opacity map (one value a cell of 16 x 16 network pixels) is trained on ' +
      "radiologists' boxes; its score, trained on image labels, is computed from that map's strongest cell, strongest 3 x 3 cells and mean. " +
      'Trained from random weights.',
    intendedUse: 'Research into finding lung opacities suspicious for pneumonia on frontal chest radiographs of adults. Not for diagnosis.',
    limits: [
      'The label is "lung opacity suspicious for pneumonia" as radiologists saw it on the image alone, not a clinical diagnosis.',
      'Trained and tested on images of one hospital (NIH Clinical Center); other hospitals, devices and populations were not measured.',
      'Adults only: on children it was not measured. Lateral views and other body parts are not recognised by the network itself.',
      'The test images were rebuilt from 8-bit NIH files; they are not the original recordings of the device.',
      'Opacities that are not pneumonia (effusion, atelectasis, oedema, masses) raise the score.',
      'It is a first model on few images; published networks reach AUC 0.86 to 0.87 on this task.',
    ],
    trainingData: [
      shown('RSNA adults as DICOM, training patients', data.adults.training, rsnaTerms),
      shown('RSNA images, 256 pixels, histogram-equalised by their source', data.equalised, derivedTerms),
      shown('RSNA images, 256 pixels, lungs cut out by their source (pre-training only)', data.lungs, derivedTerms),
    ],
    split:
      `By NIH patient number, stratified, seed ${splitSeed}: ${validationShare * 100} % of the RSNA adults' patients for validation, taken out of every ` +
      'other training folder; the test patients are in no other folder.',
    evaluation,
  };
}
