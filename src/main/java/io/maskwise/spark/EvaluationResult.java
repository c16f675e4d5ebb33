package io.maskwise.spark;

import io.maskwise.metrics.Bleu;
import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.sequence.LengthRange;
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
    /** The names of the figures of a result file; those from perplexity on are not of every model. */
    static final List<String> FIGURES = List.of(
            "loss",
            "accuracy",
            "tokens",
            "macroF1",
            "microF1",
            "calibrationError",
            "perplexity",
            "spanF1",
            "decodedBleu");

    public EvaluationResult {
        partitions = List.copyOf(partitions);
        decoded = List.copyOf(decoded);
    }

    /** Whether the classes are the tokens of target sequences, too many to tell each for itself. */
    public boolean ofTargets() {
        return labels instanceof Vocabulary;
    }

    /** Whether the classes are tags of spans. */
    public boolean ofSpans() {
        return partitions.stream()
                .flatMap(partition -> partition.lengths().ranges().values().stream())
                .anyMatch(range -> range.spans().tokens() > 0);
    }

    /** The measurement of all rows. */
    public Measurement measurement() {
        return partitions.stream()
                .map(PartitionMetrics::measurement)
                .reduce(Measurement.empty(labels.size()), Measurement::merge);
    }

    /** The measurement of all rows' classes. */
    public ClassificationMetrics overall() {
        return measurement().classes();
    }

    /** The measurement of each bucket's rows, by its padded length. */
    public SortedMap<Integer, Measurement> bucketMeasurements() {
        SortedMap<Integer, Measurement> buckets = new TreeMap<>();
        partitions.forEach(partition -> buckets.merge(partition.bucket(), partition.measurement(), Measurement::merge));
        return buckets;
    }

    /** The measurement of the classes of each bucket's rows, by its padded length. */
    public SortedMap<Integer, ClassificationMetrics> buckets() {
        SortedMap<Integer, ClassificationMetrics> buckets = new TreeMap<>();
        bucketMeasurements().forEach((bucket, measurement) -> buckets.put(bucket, measurement.classes()));
        return buckets;
    }

    /** The measurement of the rows of each range of lengths; what a row is padded to is no part of its length. */
    public SortedMap<LengthRange, Measurement> lengthMeasurements() {
        return partitions.stream()
                .map(PartitionMetrics::lengths)
                .reduce(new MeasurementByLength(labels.size()), MeasurementByLength::merge)
                .ranges();
    }

    /** The number of rows. */
    public long rows() {
        return partitions.stream().mapToLong(PartitionMetrics::rows).sum();
    }

    /** The figures of a result file, by their names there. */
    public Map<String, Object> metrics() {
        Map<String, Object> figures = figures(measurement());
        if (!decoded.isEmpty()) {
            figures.put("decodedBleu", decodedBleu().value());
        }
        return figures;
    }

    /** The BLEU of the rows that were decoded, and no others. */
    public Bleu decodedBleu() {
        return decoded.stream().map(DecodedRow::bleu).reduce(new Bleu(), Bleu::merge);
    }

    /** The figures of some of the rows. */
    Map<String, Object> figures(Measurement measurement) {
        ClassificationMetrics classes = measurement.classes();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("loss", classes.loss());
        figures.put("accuracy", classes.accuracy());
        figures.put("tokens", classes.tokens());
        figures.put("macroF1", classes.macroF1());
        figures.put("microF1", classes.microF1());
        figures.put("calibrationError", measurement.calibration().value());
        if (ofTargets()) {
            figures.put("perplexity", Math.exp(classes.loss()));
        }
        if (ofSpans()) {
            figures.put("spanF1", measurement.spans().micro().f1());
        }
        return figures;
    }
}
