/** One element of a DICOM header, ready to be read by a person. */
export interface TagElement {
  /** '(0010,0010)', with capital letters. */
  readonly tag: string;
  /** Value representation: the file's, or the dictionary's where the file has none; '' where neither says. */
  readonly vr: string;
  /** DICOM's own keyword; '' for private and unknown elements. */
  readonly keyword: string;
  /** Who a private element belongs to; '' for DICOM's own. */
  readonly creator: string;
  /** 'binary' is told by its length only. */
  readonly form: 'text' | 'binary' | 'sequence';
  /** Decoded by the file's character set, several values with a backslash between them; '' where the form is not text. */
  readonly value: string;
  readonly byteLength: number;
  /** A sequence's items; empty for any other element. */
  readonly items: readonly (readonly TagElement[])[];
}

/** The header of an image's file. */
export interface ImageTags {
  /** PNG and JPEG files have no DICOM header. */
  readonly format: 'dicom' | 'png' | 'jpeg';
  readonly elements: readonly TagElement[];
  /** Why the list ends before the header does; null where it is whole. */
  readonly problem: string | null;
}
