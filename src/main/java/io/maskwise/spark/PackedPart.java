package io.maskwise.spark;

/** A part of packed examples whose names are counted. */
enum PackedPart {
    TOKENS,
    LABELS,
    TARGET
}
