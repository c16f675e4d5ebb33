package io.maskwise.spark;

/** Hears what happens while a folder is watched. */
public interface WatchListener {
    /** Files were read together, predicted, and published. */
    void predicted(String folder, PredictionReport report);

    /** Something that somebody should know. */
    void warned(String message);
}
