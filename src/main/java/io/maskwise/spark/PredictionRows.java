package io.maskwise.spark;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.StructType;

/** Rows that are to be predicted, and the account of what was read and is not. */
interface PredictionRows extends AutoCloseable {
    /** The rows: a partition for each file of predictions, in its order, whatever the cluster. */
    JavaRDD<UnlabelledRow> rows();

    /** What became of the records. */
    ReadAccount account();

    /** Writes the records that cannot be predicted, each with its reason, and returns their number. */
    long writeRejected(Path staged) throws IOException;

    /** The files as read; none where it is a dataset. */
    List<InputFile> inputs();

    /** The types of the columns that go along as labels. */
    StructType kept();

    /** Counts of predicted rows, with what nobody can count by looking at them. */
    PredictedPart completed(PredictedPart counted);

    /**
     * Does something that reads the rows.
     *
     * @throws io.maskwise.MaskwiseException with exit 3 if a file is damaged
     */
    <T> T reading(Supplier<T> action);

    @Override
    void close();
}
