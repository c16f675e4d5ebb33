package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.DataDescription;
import java.util.SortedMap;

/** Rows that a model can be trained on, in an order that neither Spark's partitions nor its cores decide. */
public sealed interface TrainingData permits PreparedDataset, TrainingTable {
    /** What a model of them is made for. */
    DataDescription description();

    /**
     * How many rows a split has of each padded length; no length without rows.
     *
     * @throws MaskwiseException with exit 3 if there is no such split
     */
    SortedMap<Integer, Long> rowsPerBucket(String split);

    /** What tells these rows from others: the same rows in the same order have the same. */
    String sha256();

    /**
     * Deals a split to logical workers; its rows stay with the executors until they are released.
     *
     * @throws MaskwiseException with exit 3 if there is no such split, or it cannot be read
     */
    LoadedShards load(String split, int workers);

    /** What its labels belong to. */
    default Labelling labelling() {
        return description().labelling();
    }

    /** The tokens of its ids. */
    default Vocabulary vocabulary() {
        return description().vocabulary();
    }

    /** What the ids of its labels mean. */
    default LabelTable labels() {
        return description().labels();
    }
}
