package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.StoredNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Measures a model on a split, one Spark task for each of its files.
 *
 * <p>The measurements come back as results of the tasks, so that a retry counts nothing twice; their sums are exact,
 * so that it does not matter how the rows are spread.
 */
public final class DistributedEvaluation {
    private static final double NANOS_PER_SECOND = 1e9;

    private final SparkSession spark;
    private final PreparedDataset dataset;
    private final EvaluationOptions options;

    /** Measures on a dataset's split, when {@link #run} is called. */
    public DistributedEvaluation(SparkSession spark, PreparedDataset dataset, EvaluationOptions options) {
        this.spark = spark;
        this.dataset = dataset;
        this.options = options;
    }

    /**
     * Measures a model.
     *
     * @throws MaskwiseException with exit 3 if the model was made for another vocabulary or other labels, or the
     *     dataset has no labels or no such split
     */
    public EvaluationResult run(ModelFolder model) {
        requireFit(model);
        SplitReader reader = new SplitReader(spark, dataset, options.split());
        SplitFiles files = reader.files();
        // Asked here, so that a row that fits no batch is refused before any task is sent.
        files.rowsPerBucket().keySet().forEach(options.batch()::rowsOf);
        List<PartitionMetrics> partitions = new ArrayList<>();
        if (!files.files().isEmpty()) {
            List<Timed> measured = measure(reader, files, model.stored());
            for (int i = 0; i < measured.size(); i++) {
                FileRows file = files.files().get(i);
                Timed timed = measured.get(i);
                partitions.add(new PartitionMetrics(
                        file.name(), file.bucket(), file.rows(), timed.seconds(), timed.lengths()));
            }
        }
        return new EvaluationResult(identity(model), dataset.labels(), partitions, decoded(reader, model));
    }

    private List<DecodedRow> decoded(SplitReader reader, ModelFolder model) {
        if (decodeRows() == 0) {
            return List.of();
        }
        try (SequenceNetwork network = model.stored().create()) {
            return new SampleDecoding(dataset, reader, options).run(network);
        }
    }

    private int decodeRows() {
        return dataset.labelling() == Labelling.TARGET_SEQUENCE ? options.decodeRows() : 0;
    }

    /**
     * What {@link #run} would measure.
     *
     * @throws MaskwiseException as {@link #run} does, if the model does not fit the dataset
     */
    public EvaluationIdentity identity(ModelFolder model) {
        requireFit(model);
        return new EvaluationIdentity(
                model.description().parametersDigest(), dataset.sha256(), options.split(), decodeRows());
    }

    private List<Timed> measure(SplitReader reader, SplitFiles files, StoredNetwork network) {
        EvaluationPass pass = EvaluationPass.of(dataset.labelling(), options.batch(), dataset.labels());
        JavaPairRDD<RowPlace, PaddedSequence> rows =
                reader.rows(byFile(files), files.files().size());
        long tokens = dataset.metadata().counts(options.split()).realTokens();
        Broadcast<StoredNetwork> shared =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(network);
        try {
            return reader.reading(() -> metrics(rows, pass, tokens, shared).collect());
        } finally {
            shared.destroy();
            NetworkPool.ofThisJvm().close(network);
        }
    }

    private static RowPlacement byFile(SplitFiles files) {
        return (bucket, file, position) -> new RowPlace(files.index(file), bucket, position);
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaRDD<Timed> metrics(
            JavaPairRDD<RowPlace, PaddedSequence> rows,
            EvaluationPass pass,
            long tokens,
            Broadcast<StoredNetwork> network) {
        return rows.mapPartitions(ofFile -> {
            Iterator<PaddedSequence> sequences = new Values(ofFile);
            Timed timed =
                    new TaskNetworks(network.value(), DeviceUse.CPU, tokens).with(lent -> timed(pass, lent, sequences));
            return List.of(timed).iterator();
        });
    }

    /** The first tasks of an executor also make their networks, which says nothing of their files. */
    private static Timed timed(EvaluationPass pass, SequenceNetwork network, Iterator<PaddedSequence> rows) {
        long start = System.nanoTime();
        MeasurementByLength measured = pass.run(network, rows);
        return new Timed(measured, (System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    private void requireFit(ModelFolder model) {
        if (dataset.labelling() == Labelling.NONE) {
            throw MaskwiseException.input("Cannot evaluate: the dataset has no labels (choose one that has)");
        }
        ModelFit.require("evaluate", model, dataset);
        dataset.metadata().counts(options.split());
    }

    /** What was measured on a file, and how long that took. */
    private record Timed(MeasurementByLength lengths, double seconds) implements Serializable {}

    private record Values(Iterator<Tuple2<RowPlace, PaddedSequence>> rows) implements Iterator<PaddedSequence> {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public PaddedSequence next() {
            return rows.next()._2();
        }
    }
}
