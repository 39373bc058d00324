"""The peer of `bench ingest`: a pool of Python processes that fills a file of prepared pictures, as the application does.

usage: ingest.py FOLDER SIZE PROCESSES TARGET
Each file is read, hashed (SHA-256), decoded by pydicom with Pillow, padded to a square, resized by area, equalised with NumPy and written into
TARGET as SIZE x SIZE bytes, in the order of the files' names. Prints {"files", "seconds"} on its last line; starting the pool and importing
is not in the time, and each process reads one file before the clock starts.
"""

import hashlib
import json
import os
import sys
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.uid import JPEGBaseline8Bit

TAGS = ["PatientID", "PatientSex", "PatientAge", "ViewPosition", "Manufacturer", "PhotometricInterpretation"]


def record(file: Path, size: int) -> tuple[str, list[str], int, bytes]:
    data = file.read_bytes()
    dataset = pydicom.dcmread(pydicom.filebase.DicomBytesIO(data))
    if dataset.file_meta.TransferSyntaxUID == JPEGBaseline8Bit:
        # pydicom would take pylibjpeg, which needs three times as long for the same pixels.
        dataset.pixel_array_options(decoding_plugin="pillow")
    pixels = dataset.pixel_array
    if dataset.PhotometricInterpretation == "MONOCHROME1":
        pixels = np.iinfo(pixels.dtype).max - pixels
    picture = equalised(squared(pixels), size).tobytes()
    tags = [str(dataset.get(tag, "")) for tag in TAGS]
    return hashlib.sha256(data).hexdigest(), tags, zlib.crc32(picture), picture


def squared(pixels: np.ndarray) -> np.ndarray:
    height, width = pixels.shape
    if height == width:
        return pixels
    side = max(height, width)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = pixels
    return square


def equalised(square: np.ndarray, size: int) -> np.ndarray:
    small = np.asarray(Image.fromarray(square).resize((size, size), Image.Resampling.BOX))
    counts = np.bincount(small.ravel(), minlength=256)
    below = np.cumsum(counts)
    darkest = counts[counts > 0][0]
    levels = np.where(below > darkest, 255 * (below - darkest) / max(small.size - darkest, 1), 0)
    return np.round(levels).astype(np.uint8)[small]


def warm(file: Path, size: int) -> int:
    record(file, size)
    # Long enough for every process of the pool to get one of these.
    time.sleep(0.5)
    return os.getpid()


def main(folder: str, size: str, processes: str, target: str) -> None:
    files = sorted(Path(folder).iterdir())
    with ProcessPoolExecutor(int(processes)) as pool:
        list(pool.map(warm, [files[0]] * int(processes), [int(size)] * int(processes)))
        start = time.perf_counter()
        with open(target, "wb") as pictures:
            for *_, picture in pool.map(record, files, [int(size)] * len(files), chunksize=8):
                pictures.write(picture)
            pictures.flush()
            os.fsync(pictures.fileno())
        seconds = time.perf_counter() - start
    print(json.dumps({"files": len(files), "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
