"""The network of a model.json, rebuilt layer by layer in Keras, with the weights of weights.bin beside it."""

import json
import os

import numpy as np
import tensorflow as tf

KEPT = {
    "Conv2D": ("filters", "kernel_size", "strides", "padding", "use_bias", "activation"),
    "DepthwiseConv2D": ("kernel_size", "strides", "padding", "depth_multiplier", "use_bias", "activation"),
    "Dense": ("units", "use_bias", "activation"),
    "BatchNormalization": ("momentum", "epsilon"),
    "AveragePooling2D": ("pool_size", "strides", "padding"),
    "MaxPooling2D": ("pool_size", "strides", "padding"),
    "UpSampling2D": ("size",),
    "Activation": ("activation",),
}


def build_network(folder):
    with open(os.path.join(folder, "model.json"), encoding="utf-8") as file:
        description = json.load(file)
    config = description["modelTopology"]["config"]
    # By layer and call: an ensemble calls its layers on the picture and on its mirror image.
    outputs = {}
    layers = {}
    for entry in config["layers"]:
        name, kind = entry["name"], entry["class_name"]
        if kind == "InputLayer":
            outputs[name, 0] = inputs = tf.keras.Input(entry["config"]["batch_input_shape"][1:], name=name)
            continue
        layers[name] = make_layer(kind, name, entry["config"])
        for call, sources in enumerate(entry["inbound_nodes"]):
            made = [outputs[source[0], source[1]] for source in sources]
            outputs[name, call] = layers[name](made if len(made) > 1 else made[0])
    load_weights(layers, description["weightsManifest"], os.path.join(folder, "weights.bin"))
    named = [outputs[output[0], output[1]] for output in config["output_layers"]]
    return tf.keras.Model(inputs, named if len(named) > 1 else named[0])


def make_layer(kind, name, config):
    if kind == "ReLU":
        return tf.keras.layers.ReLU(config.get("max_value"), name=name)
    if kind == "Mirror":
        return Mirror(name=name)
    return getattr(tf.keras.layers, kind)(name=name, **{key: config[key] for key in KEPT.get(kind, ())})


class Mirror(tf.keras.layers.Layer):
    """src/main/ml/mirror.ts."""

    def call(self, pictures):
        return tf.reverse(pictures, [2])


def load_weights(layers, manifest, file):
    with open(file, "rb") as stream:
        data = stream.read()
    position = 0
    by_layer = {}
    for weight in (weight for group in manifest for weight in group["weights"]):
        # Kernels may be stored as 16-bit floats.
        stored = np.dtype("<f2" if weight.get("quantization", {}).get("dtype") == "float16" else "<f4")
        size = int(np.prod(weight["shape"]))
        values = np.frombuffer(data, stored, size, position).astype("<f4").reshape(weight["shape"])
        by_layer.setdefault(weight["name"].rsplit("/", 1)[0], []).append(values)
        position += size * stored.itemsize
    for name, weights in by_layer.items():
        layers[name].set_weights(weights)
