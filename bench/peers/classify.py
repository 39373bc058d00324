"""The peer of bench/classify.ts: pydicom, Pillow and Keras, on the same network, one file after another.

Started with the model's folder. Reads one JSON object a line on standard input and answers each with one on standard output:
  {"file": PATH}    the file is read, decoded, prepared and scored -> {"milliseconds", "probability", "cells"}
  {"tensor": PATH}  a prepared picture (float32, row-major) is scored -> {"probability"}
"""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import numpy as np
import pydicom
import tensorflow as tf
from PIL import Image

from keras_layers import build_network


def prepare(file, size):
    """The steps of src/main/preprocess/network-input.ts with the means a Python programme would take: Pillow's box filter, NumPy's histogram."""
    dataset = pydicom.dcmread(file)
    pixels = dataset.pixel_array
    if dataset.PhotometricInterpretation == "MONOCHROME1":
        pixels = np.iinfo(pixels.dtype).max - pixels
    height, width = pixels.shape
    side = max(height, width)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = pixels
    small = np.asarray(Image.fromarray(square).resize((size, size), Image.Resampling.BOX))
    counts = np.bincount(small.ravel(), minlength=256)
    below = np.cumsum(counts)
    darkest = counts[counts > 0][0]
    levels = np.where(below > darkest, 2 * (below - darkest) / max(small.size - darkest, 1) - 1, -1).astype(np.float32)
    return levels[small]


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "model-card.json"), encoding="utf-8") as file:
        size = json.load(file)["inputSize"]
    network = build_network(folder)
    # A traced function is the fastest way to call a Keras network; predict() takes several times as long for one picture.
    run = tf.function(lambda picture: network(picture, training=False), input_signature=[tf.TensorSpec((1, size, size, 1), tf.float32)])

    def score(picture):
        logit, cells, *_ = run(tf.constant(picture.reshape(1, size, size, 1)))
        return float(tf.sigmoid(logit)[0, 0]), cells.numpy()

    score(np.zeros((size, size), np.float32))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "tensor" in request:
            probability, _ = score(np.fromfile(request["tensor"], dtype="<f4"))
            answer = {"probability": probability}
        else:
            started = time.perf_counter()
            probability, cells = score(prepare(request["file"], size))
            answer = {"milliseconds": (time.perf_counter() - started) * 1000, "probability": probability, "cells": cells.size}
        print(json.dumps(answer), flush=True)


main()
