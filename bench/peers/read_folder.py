"""The peer of `bench import`: one Python process in which pydicom reads the same tags and decodes the pixels of each file.

usage: read_folder.py FOLDER
Prints {"files", "seconds"} on its last line; starting Python and importing pydicom is not in the time, and the first file is
read once before the clock starts.
"""

import json
import sys
import time
from pathlib import Path

import pydicom
from pydicom.uid import JPEGBaseline8Bit

TAGS = [
    "PatientID", "PatientName", "PatientSex", "PatientBirthDate", "PatientAge",
    "StudyInstanceUID", "StudyDate", "StudyTime", "StudyDescription", "AccessionNumber",
    "SeriesInstanceUID", "SeriesDescription", "Modality", "BodyPartExamined", "ViewPosition", "Laterality", "Manufacturer",
    "SOPInstanceUID", "SOPClassUID", "InstanceNumber", "Rows", "Columns", "NumberOfFrames", "SamplesPerPixel",
    "BitsAllocated", "BitsStored", "PhotometricInterpretation", "PixelSpacing", "ImagerPixelSpacing",
]  # fmt: skip


def read(file: Path) -> tuple[list[str], int]:
    dataset = pydicom.dcmread(file)
    if dataset.file_meta.TransferSyntaxUID == JPEGBaseline8Bit:
        # pydicom would take pylibjpeg, which needs three times as long for the same pixels.
        dataset.pixel_array_options(decoding_plugin="pillow")
    tags = [str(dataset.get(tag, "")) for tag in TAGS]
    return tags, dataset.pixel_array.size


def main(folder: str) -> None:
    files = sorted(Path(folder).iterdir())
    read(files[0])
    start = time.perf_counter()
    for file in files:
        read(file)
    print(json.dumps({"files": len(files), "seconds": time.perf_counter() - start}))


main(*sys.argv[1:])
