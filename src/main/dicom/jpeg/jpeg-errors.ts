/** The JPEG stream contradicts itself or ends too early; `reason` completes "the JPEG stream is damaged: …". */
export class JpegDamaged extends Error {
  override readonly name = 'JpegDamaged';
}

/** A JPEG process that is not decoded here; the message completes "the JPEG stream is not supported: …". */
export class JpegUnsupported extends Error {
  override readonly name = 'JpegUnsupported';
}
