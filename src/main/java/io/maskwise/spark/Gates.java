package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Holds the account of every split against the gates.
 *
 * @param options the gates
 * @param attempt what cannot be done if one fails: {@code Cannot publish the dataset data}
 */
record Gates(GateOptions options, String attempt) {
    /**
     * Lets a dataset pass, or names every gate that fails, each on a line of its own.
     *
     * @param splits the account of each split
     * @param rejects more about the rejected records of a split
     * @throws MaskwiseException with exit 5 if a gate fails
     */
    void requirePassed(Map<String, SplitCounts> splits, UnaryOperator<String> rejects) {
        List<String> failures = new ArrayList<>();
        splits.forEach((split, counts) -> {
            Share rejected = new Share("rejected fraction", counts.rowsRejected(), counts.rowsRead(), "records");
            Share unknown = new Share("unknown rate", counts.unknownTokens(), counts.realTokens(), "tokens");
            Share truncated = new Share("truncated fraction", counts.rowsTruncated(), counts.rowsWritten(), "rows");
            if (rejected.value() > options.maxRejectedFraction()) {
                failures.add(rejected.tooMuch(
                                split,
                                options.maxRejectedFraction(),
                                "mend the corpus, or raise gates.max-rejected-fraction")
                        + ": " + ReadTally.listed(counts.rejected()) + "; " + rejects.apply(split));
            }
            if (unknown.value() > options.maxUnknownRate()) {
                failures.add(unknown.tooMuch(
                        split,
                        options.maxUnknownRate(),
                        "let the vocabulary have more tokens, or raise gates.max-unknown-rate"));
            }
            if (truncated.value() > options.maxTruncatedFraction()) {
                failures.add(truncated.tooMuch(
                        split,
                        options.maxTruncatedFraction(),
                        "raise padding.maximum-length or gates.max-truncated-fraction"));
            }
            if (counts.rowsWritten() < options.minRows()) {
                failures.add("the split " + split + " has " + counts.rowsWritten() + " rows (must have >= "
                        + options.minRows() + "; enlarge the corpus, or lower gates.min-rows)");
            }
        });
        if (!failures.isEmpty()) {
            throw MaskwiseException.quality("%s", String.join("\n", lines(failures)));
        }
    }

    private List<String> lines(List<String> failures) {
        return failures.stream().map(failure -> attempt + ": " + failure).toList();
    }

    /** A part of a whole, 0 of nothing. */
    private record Share(String name, long part, long whole, String what) {
        double value() {
            return SplitCounts.ratio(part, whole, 0);
        }

        String tooMuch(String split, double limit, String remedy) {
            return "the " + name + " of the split " + split + " is " + value() + ", " + part + " of " + whole + " "
                    + what + " (must be <= " + limit + "; " + remedy + ")";
        }
    }
}
