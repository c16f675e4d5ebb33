package io.maskwise.spark;

import java.util.Locale;

/** The names of what is in a folder of predictions. */
final class PredictionLayout {
    static final String SUCCESS = "_SUCCESS";
    static final String METADATA = "_maskwise/predictions.json";
    static final String CONFIGURATION = "_maskwise/config.conf";
    static final String REJECTED = DatasetLayout.REJECTED;
    /** What a folder that is watched is read with. */
    static final String WATCH = "_maskwise/watch.json";
    /** What Spark remembers of the files that were read. */
    static final String CHECKPOINT = "_maskwise/checkpoint";

    private PredictionLayout() {}

    /** The folder of what was read together from a folder that is watched. */
    static String batch(long number) {
        return String.format(Locale.ROOT, "batch=%06d", number);
    }
}
