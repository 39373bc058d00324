"""The peer of bench/train.ts: Keras trains the same networks, step by step and epoch by epoch, as one traced function a step.

Reads one JSON object a line on standard input and answers each with one on standard output:
  {"network": FOLDER, "pictures": FILE, "size", "darkest"}   the network that the next ones train, and one batch (bytes; the first half is positive,
                                                              with a box over the upper left quarter) -> {"loss": of that batch in training}
  {"steps": N}                                                -> {"milliseconds": [...]}
  {"epoch": FILE, "count", "settings"}                        one epoch from a picture store, augmented -> {"seconds"}
"""

import json
import math
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import numpy as np
import tensorflow as tf

from keras_layers import build_network

BATCH = 8
HEADER_BYTES = 512


class Trainer:
    def __init__(self, folder, pictures, size, darkest):
        self.size, self.darkest = size, darkest
        self.network = build_network(folder)
        self.optimizer = tf.keras.optimizers.Adam(1e-4)
        self.optimizer.build(self.network.trainable_variables)
        self.pictures = tf.constant(np.fromfile(pictures, np.uint8).reshape(BATCH, size, size, 1))
        self.labels = tf.constant([[1.0]] * (BATCH // 2) + [[0.0]] * (BATCH // 2))
        self.step = tf.function(self.take)
        self.varied_step = tf.function(self.learn)

    def values(self, pictures):
        return self.in_range(tf.cast(pictures, tf.float32) / 255)

    def in_range(self, brightness):
        return brightness * (1 - self.darkest) + self.darkest

    def loss(self, values, labels):
        outputs = self.network(values, training=True)
        logits, cells = outputs if isinstance(outputs, (list, tuple)) else (outputs, None)
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))
        if cells is None:
            return loss
        covered = self.covered(labels, cells.shape[1])
        return loss - tf.reduce_mean(covered * tf.math.log(cells + 1e-7) + (1 - covered) * tf.math.log(1 + 1e-7 - cells))

    def covered(self, labels, cells):
        half = tf.cast(tf.range(cells) < cells // 2, tf.float32)
        return labels[:, :, None, None] * half[None, :, None, None] * half[None, None, :, None]

    def learn(self, values, labels):
        with tf.GradientTape() as tape:
            loss = self.loss(values, labels)
        variables = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def take(self, pictures):
        return self.learn(self.values(pictures), self.labels)

    def augmented(self, records, labels, settings):
        """One bilinear look-up for a batch's rotations, shifts and scales, then a power of brightness, then noise."""
        n, size = BATCH, self.size
        angle = tf.random.uniform([n], -1, 1) * settings["rotationDegrees"] * math.pi / 180
        scale = (1 + settings["scaleShare"]) ** tf.random.uniform([n], -1, 1)
        moves = tf.random.uniform([2, n], -1, 1) * settings["shiftShare"] * size
        cosine, sine = tf.cos(angle) / scale, tf.sin(angle) / scale
        middle = (size - 1) / 2
        across = middle - middle * (cosine - sine) - moves[0]
        down = middle - middle * (sine + cosine) - moves[1]
        zero = tf.zeros([n])
        transforms = tf.stack([cosine, -sine, across, sine, cosine, down, zero, zero], 1)
        pictures = tf.reshape(tf.io.decode_raw(records, tf.uint8), [n, size, size, 1])
        placed = tf.raw_ops.ImageProjectiveTransformV3(
            images=tf.cast(pictures, tf.float32) / 255,
            transforms=transforms,
            output_shape=[size, size],
            fill_value=0.0,
            interpolation="BILINEAR",
            fill_mode="CONSTANT",
        )
        gamma = (1 + settings["contrast"]) ** tf.random.uniform([n, 1, 1, 1], -1, 1)
        noise = tf.random.normal([n, size, size, 1]) * (settings["noise"] * (1 - self.darkest) / 2)
        return self.in_range(placed**gamma) + noise, labels

    def epoch(self, file, count, settings):
        records = tf.data.FixedLengthRecordDataset(
            file, self.size**2, header_bytes=HEADER_BYTES, footer_bytes=(count + 1) * 4
        )
        labels = tf.data.Dataset.range(count).map(lambda record: tf.reshape(1 - tf.cast(record % 2, tf.float32), [1]))
        pairs = tf.data.Dataset.zip((records, labels)).shuffle(count).batch(BATCH, drop_remainder=True)
        batches = pairs.map(lambda r, l: self.augmented(r, l, settings), num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)
        started = time.perf_counter()
        for values, targets in batches:
            loss = self.varied_step(values, targets)
        float(loss)
        return time.perf_counter() - started

    def steps(self, count):
        times = []
        for _ in range(count):
            started = time.perf_counter()
            float(self.step(self.pictures))
            times.append((time.perf_counter() - started) * 1000)
        return times


def main():
    trainer = None
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "network" in request:
            trainer = Trainer(request["network"], request["pictures"], request["size"], request["darkest"])
            answer = {"loss": float(trainer.step(trainer.pictures))}
        elif "steps" in request:
            answer = {"milliseconds": trainer.steps(request["steps"])}
        else:
            answer = {"seconds": trainer.epoch(request["epoch"], request["count"], request["settings"])}
        print(json.dumps(answer), flush=True)


main()
