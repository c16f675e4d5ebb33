package io.maskwise.spark;

/** A part of packed examples whose names are counted. */
enum PackedPart {
    TOKENS,
    LABELS,
    TARGET;

    int[] of(PackedRow row) {
        return switch (this) {
            case TOKENS -> row.tokens();
            case LABELS -> row.labels();
            case TARGET -> row.target();
        };
    }
}
