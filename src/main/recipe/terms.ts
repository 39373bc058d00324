export const nihTerms =
  'NIH Clinical Center, ChestX-ray14 (Wang X et al., CVPR 2017; nihcc.app.box.com/v/ChestXray-NIHCC): no restrictions.';

export const rsnaTerms =
  'RSNA Pneumonia Detection Challenge 2018 (Shih G et al., Radiology: Artificial Intelligence 2019;1(1):e180041): use with attribution. ' +
  `Images: ${nihTerms}`;
