package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Some rows of a dataset's split as one batch, padded to the longest bucket among them. */
public final class DatasetSample {
    private DatasetSample() {}

    /**
     * Reads the rows that the options ask for, or all where there are fewer.
     *
     * @throws MaskwiseException with exit 3 if there is no such split, or it has no row
     */
    public static PaddedBatch read(SparkSession spark, PreparedDataset dataset, MaskcheckOptions options) {
        List<PaddedSequence> rows = new SplitReader(spark, dataset, options.split()).sample(options.rows());
        if (rows.isEmpty()) {
            throw MaskwiseException.input(
                    "Cannot check on the split %s: it has no row (choose another one of %s by maskcheck.split)",
                    options.split(), dataset.splits());
        }
        int time = rows.stream().mapToInt(PaddedSequence::time).max().orElse(0);
        int labels = rows.stream().mapToInt(row -> row.labels().length).max().orElse(0);
        return PaddedBatch.stack(
                rows.stream().map(row -> padded(row, time, labels)).toList(), dataset.labelling());
    }

    private static PaddedSequence padded(PaddedSequence row, int time, int labels) {
        return new PaddedSequence(
                row.id(),
                Arrays.copyOf(row.tokens(), time),
                Arrays.copyOf(row.mask(), time),
                Arrays.copyOf(row.labels(), labels),
                Arrays.copyOf(row.labelMask(), labels));
    }
}
