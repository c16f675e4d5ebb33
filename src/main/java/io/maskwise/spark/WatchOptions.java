package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * Whether and how a folder is watched, each new file of which is predicted once.
 *
 * @param active whether it is
 * @param trigger when it is looked at
 * @param everySeconds how long after one look the next begins at the earliest, >= 0
 * @param filesPerBatch how many files are predicted together at most; 0 = all that are there
 */
public record WatchOptions(boolean active, WatchTrigger trigger, double everySeconds, int filesPerBatch)
        implements Serializable {
    /** Nothing is watched. */
    public static final WatchOptions NONE = new WatchOptions(false, WatchTrigger.EVERY, 10, 0);

    public WatchOptions {
        if (!(everySeconds >= 0 && everySeconds <= 86_400)) {
            throw new InvalidOption(
                    "time between two looks", everySeconds + " (must be from 0 to 86400)", "every-seconds");
        }
        if (filesPerBatch < 0) {
            throw new InvalidOption(
                    "number of files", filesPerBatch + " (must be >= 0, where 0 = no limit)", "files-per-batch");
        }
    }

    /** The same, active or not, looked at in another way. */
    public WatchOptions when(WatchTrigger changed) {
        return new WatchOptions(true, changed, everySeconds, filesPerBatch);
    }
}
