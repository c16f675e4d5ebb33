package io.maskwise.spark;

/** Hears what a preparation is at. */
public interface PreparationListener {
    /** Hears nothing. */
    PreparationListener SILENT = what -> {};

    /** The next part of the work begins, in words such as {@code "counting the vocabulary"}. */
    void began(String what);
}
