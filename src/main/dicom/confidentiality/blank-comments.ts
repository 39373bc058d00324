/**
 * Overwrites with zeros what a compressed picture carries beside the image: comments and application segments of JPEG and JPEG-LS (ITU-T T.81
 * B.2.4.5 and B.2.4.6), comments of JPEG 2000 (ITU-T T.800 A.9.2). Lengths stay, so nothing else has to move; the image does not change.
 * JFIF's own segment (APP0 of 16 bytes) and Adobe's (APP14), which say how colours are meant, stay.
 *
 * @param picture one fragment of encapsulated pixel data; copied where something is overwritten
 */
export function blankComments(picture: Uint8Array): Uint8Array {
  const isJpeg = picture[0] === 0xff && picture[1] === 0xd8;
  const isJpeg2000 = picture[0] === 0xff && picture[1] === 0x4f;
  if (!isJpeg && !isJpeg2000) return picture;
  const copy = picture.slice();
  const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
  for (let at = 2; at + 4 <= copy.length && copy[at] === 0xff;) {
    const marker = copy[at + 1] ?? 0;
    // Behind these comes the image: SOS, SOT.
    if (marker === 0xda || marker === 0x90) break;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > copy.length) break;
    if (isJpeg ? isFreeText(marker, length) : marker === 0x64) copy.fill(0, at + (isJpeg ? 4 : 6), at + 2 + length);
    at += 2 + length;
  }
  return copy;
}

function isFreeText(marker: number, length: number): boolean {
  const isApplication = marker >= 0xe0 && marker <= 0xef;
  const saysHowColoursAre = (marker === 0xe0 && length === 16) || (marker === 0xee && length === 14);
  return marker === 0xfe || (isApplication && !saysHowColoursAre);
}
