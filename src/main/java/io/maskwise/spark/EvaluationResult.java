package io.maskwise.spark;

import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured on a split.
 *
 * @param identity which model was measured on what
 * @param labels the names of the classes
 * @param partitions file by file, ordered by bucket and name
 * @param decoded some rows with what the model wrote; none but for a model that writes target sequences
 */
public record EvaluationResult(
        EvaluationIdentity identity, LabelTable labels, List<PartitionMetrics> partitions, List<DecodedRow> decoded) {
    /** The figure that only target sequences have: e to the power of the loss. */
    static final String PERPLEXITY = "perplexity";

    /** The names of the figures of a result file. */
    static final List<String> FIGURES = List.of("loss", "accuracy", "tokens", "macroF1", "microF1");

    public EvaluationResult {
        partitions = List.copyOf(partitions);
        decoded = List.copyOf(decoded);
    }

    /** Whether the classes are the tokens of target sequences, too many to tell each for itself. */
    public boolean ofTargets() {
        return labels instanceof Vocabulary;
    }

    /** The measurement of all rows. */
    public ClassificationMetrics overall() {
        ClassificationMetrics all = new ClassificationMetrics(labels.size());
        for (PartitionMetrics partition : partitions) {
            all = all.merge(partition.metrics());
        }
        return all;
    }

    /** The measurement of each bucket's rows, by its padded length. */
    public SortedMap<Integer, ClassificationMetrics> buckets() {
        SortedMap<Integer, ClassificationMetrics> buckets = new TreeMap<>();
        partitions.forEach(
                partition -> buckets.merge(partition.bucket(), partition.metrics(), ClassificationMetrics::merge));
        return buckets;
    }

    /** The number of rows. */
    public long rows() {
        return partitions.stream().mapToLong(PartitionMetrics::rows).sum();
    }

    /** The figures of a result file, by their names there. */
    public Map<String, Object> metrics() {
        Map<String, Object> figures = figures(overall());
        if (ofTargets()) {
            figures.put(PERPLEXITY, Math.exp(overall().loss()));
        }
        return figures;
    }

    static Map<String, Object> figures(ClassificationMetrics metrics) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("loss", metrics.loss());
        figures.put("accuracy", metrics.accuracy());
        figures.put("tokens", metrics.tokens());
        figures.put("macroF1", metrics.macroF1());
        figures.put("microF1", metrics.microF1());
        return figures;
    }
}
