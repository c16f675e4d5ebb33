package io.maskwise.spark;

import java.util.List;
import java.util.SortedMap;

/** Something to predict on that was found, and not yet read. */
interface PredictionSource {
    /** What shapes the predictions on this side, by configuration key. */
    SortedMap<String, String> configuration();

    /** The files that are read, by their index; none where it is a dataset. */
    List<CorpusFile> files();

    /**
     * Reads it.
     *
     * @throws io.maskwise.MaskwiseException with exit 3 if it cannot be read to its end
     */
    PredictionRows read();
}
