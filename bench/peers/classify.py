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


def build_network(folder):
    """The network of model.json, rebuilt layer by layer in Keras, with the weights of weights.bin."""
    with open(os.path.join(folder, "model.json"), encoding="utf-8") as file:
        description = json.load(file)
    config = description["modelTopology"]["config"]
    outputs = {}
    layers = {}
    for entry in config["layers"]:
        name, kind = entry["name"], entry["class_name"]
        if kind == "InputLayer":
            outputs[name] = inputs = tf.keras.Input(entry["config"]["batch_input_shape"][1:], name=name)
            continue
        sources = [outputs[source[0]] for source in entry["inbound_nodes"][0]]
        layers[name] = make_layer(kind, name, entry["config"])
        outputs[name] = layers[name](sources if len(sources) > 1 else sources[0])
    load_weights(layers, description["weightsManifest"], os.path.join(folder, "weights.bin"))
    return tf.keras.Model(inputs, [outputs[output[0]] for output in config["output_layers"]])


def make_layer(kind, name, config):
    kept = {
        "Conv2D": ("filters", "kernel_size", "strides", "padding", "use_bias", "activation"),
        "Dense": ("units", "use_bias", "activation"),
        "AveragePooling2D": ("pool_size", "strides", "padding"),
        "Activation": ("activation",),
    }.get(kind, ())
    return getattr(tf.keras.layers, kind)(name=name, **{key: config[key] for key in kept})


def load_weights(layers, manifest, file):
    data = np.fromfile(file, dtype="<f4")
    position = 0
    by_layer = {}
    for weight in (weight for group in manifest for weight in group["weights"]):
        size = int(np.prod(weight["shape"]))
        by_layer.setdefault(weight["name"].rsplit("/", 1)[0], []).append(data[position : position + size].reshape(weight["shape"]))
        position += size
    for name, weights in by_layer.items():
        layers[name].set_weights(weights)


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
        logit, cells = run(tf.constant(picture.reshape(1, size, size, 1)))
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
