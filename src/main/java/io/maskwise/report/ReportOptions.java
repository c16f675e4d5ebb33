package io.maskwise.report;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * What a run leaves to be looked at.
 *
 * @param html whether its folder gets a report.html
 * @param tensorboard whether event files for TensorBoard are written while it is trained
 * @param histogramsEvery rounds between two histograms of its parameters in these files, >= 0; 0 = at the end of each
 *     epoch
 */
public record ReportOptions(boolean html, boolean tensorboard, int histogramsEvery) implements Serializable {
    public ReportOptions {
        if (histogramsEvery < 0) {
            throw new InvalidOption(
                    "number of rounds between histograms",
                    histogramsEvery + " (must be >= 0, where 0 = at the end of each epoch)",
                    "histograms-every");
        }
    }
}
