package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.ModelTask;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.DeviceChoice;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.TrainingOutcome;
import io.maskwise.training.TrainingSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** The whole way on Spark, with networks of the product: train, then measure. */
class TestSparkTraining {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    static Path folder;

    private static PreparedDataset dataset;
    private static TrainingOutcome outcome;

    @BeforeAll
    static void train() throws IOException {
        dataset =
                PreparedDataset.open(SPARK, TaggedData.prepare(SPARK, folder, 1).toString());
        outcome = train("run");
    }

    private static TrainingOutcome train(String id) {
        return new SparkTraining(SPARK, TaggedData.request(dataset, 2, run(id))).run(TrainingListener.SILENT);
    }

    private static RunOptions run(String id) {
        return new RunOptions(folder.toString(), id);
    }

    private static SplitCounts counts(String split) {
        return Objects.requireNonNull(dataset.metadata().splits().get(split));
    }

    private static ModelFolder model() {
        return ModelFolder.open(
                ModelFolder.of(
                        new org.apache.hadoop.fs.Path(folder.resolve("run").toString())),
                Dl4jNetwork::read,
                SPARK.sparkContext().hadoopConfiguration());
    }

    private static EvaluationResult evaluate(String split, int rows) {
        return new DistributedEvaluation(SPARK, dataset, new EvaluationOptions(split, new BatchOptions(rows, 0)))
                .run(model());
    }

    @Test
    void trainingLearnsAndIsCounted() {
        TrainingSummary summary = outcome.summary();
        assertThat(summary.lossPerEpoch()).hasSize(2);
        assertThat(summary.finalLoss()).isLessThan(summary.lossPerEpoch().get(0));
        assertThat(summary.realTokens()).isEqualTo(2 * counts("train").realTokens());
        assertThat(summary.metrics())
                .containsOnlyKeys(
                        "epochs",
                        "rounds",
                        "realTokens",
                        "batchPaddingEfficiency",
                        "trainSeconds",
                        "workerSeconds",
                        "realTokensPerSecond",
                        "finalLoss",
                        "lossPerEpoch",
                        "skippedParts",
                        "parameterCount",
                        "parametersDigest");
    }

    @Test
    void theSameTrainingGivesTheSameDigest() {
        assertThat(train("again").summary().parametersDigest())
                .isEqualTo(outcome.summary().parametersDigest());
    }

    @Test
    void everyLabelOfTheSplitIsCountedOnce() {
        EvaluationResult result = evaluate("test", 8);
        SplitCounts counts = counts("test");
        assertThat(result.overall().tokens()).isEqualTo(counts.realTokens());
        assertThat(result.rows()).isEqualTo(counts.rowsWritten());
        assertThat(result.partitions())
                .extracting(PartitionMetrics::bucket)
                .isEqualTo(counts.buckets().stream()
                        .flatMap(bucket -> Collections.nCopies(bucket.files(), bucket.bound()).stream())
                        .toList());
        assertThat(result.buckets().values().stream()
                        .reduce(new ClassificationMetrics(dataset.labels().size()), ClassificationMetrics::merge))
                .isEqualTo(result.overall());
        assertThat(result.lengthMeasurements().values().stream()
                        .reduce(Measurement.empty(dataset.labels().size()), Measurement::merge))
                .isEqualTo(result.measurement());
    }

    /** Which rows are together in a batch differs, so that losses do by what a float network rounds. */
    @Test
    void otherBucketsGiveTheSameTableByLength() {
        Path data = folder.resolve("one-bucket");
        PreparationOptions options = Corpora.options(
                Corpora.conllu(folder.resolve("corpus-1"), Map.of("train", "train.conllu", "test", "test.conllu")),
                data);
        new Preparation(SPARK, Corpora.with(options, new BucketOptions(1, List.of()))).run(ExistingTarget.REFUSE);
        PreparedDataset other = PreparedDataset.open(SPARK, data.toString());
        EvaluationOptions test = new EvaluationOptions("test", new BatchOptions(8, 0));
        EvaluationResult one = new DistributedEvaluation(SPARK, other, test).run(model());
        EvaluationResult many = evaluate("test", 8);
        assertThat(one.partitions()).hasSize(1);
        assertThat(many.partitions()).hasSizeGreaterThan(3);
        assertThat(many.buckets()).hasSizeGreaterThan(1);
        assertThat(one.lengthMeasurements().keySet())
                .hasSizeGreaterThan(2)
                .isEqualTo(many.lengthMeasurements().keySet());
        many.lengthMeasurements().forEach((range, expected) -> {
            ClassificationMetrics found =
                    Objects.requireNonNull(one.lengthMeasurements().get(range)).classes();
            assertThat(found.confusion())
                    .as(range.toString())
                    .isEqualTo(expected.classes().confusion());
            assertThat(found.loss())
                    .as(range.toString())
                    .isEqualTo(expected.classes().loss(), within(1e-5));
        });
    }

    /** Files alone have too few tokens for products of whole tables, or not: no figure may depend on that. */
    @Test
    void everyTaskExpectsTheTokensOfTheWholeSplit() {
        long tokens = counts("train").realTokens();
        assertThat(tokens).isGreaterThan(8L * dataset.vocabulary().size());
        EvaluationOptions options = new EvaluationOptions("train", new BatchOptions(8, 0));
        EvaluationResult result = new DistributedEvaluation(SPARK, dataset, options).run(model());
        SplitReader reader = new SplitReader(SPARK, dataset, "train");
        SplitFiles files = reader.files();
        List<List<Tuple2<RowPlace, PaddedSequence>>> rows = reader.rows(
                        (bucket, file, position) -> new RowPlace(files.index(file), bucket, position),
                        files.files().size())
                .glom()
                .collect();
        EvaluationPass pass = EvaluationPass.of(dataset.labelling(), options.batch(), dataset.labels());
        try (SequenceNetwork network = model().stored().create()) {
            network.expect(tokens);
            for (int file = rows.size() - 1; file >= 0; file--) {
                List<PaddedSequence> ofFile =
                        rows.get(file).stream().map(Tuple2::_2).toList();
                assertThat(result.partitions().get(file).lengths()).isEqualTo(pass.run(network, ofFile.iterator()));
            }
        }
    }

    /** A float network's sums are those of its matrix products, whose order depends on their shapes: L1's tolerance for float. */
    @Test
    void theSizeOfABatchDoesNotChangeAFigure() {
        ClassificationMetrics small = evaluate("test", 1).overall();
        ClassificationMetrics large = evaluate("test", 100).overall();
        assertThat(small.confusion()).isEqualTo(large.confusion());
        assertThat(small.loss()).isEqualTo(large.loss(), within(1e-5));
    }

    @Test
    void theFilesOfAnEvaluationReadBack() throws IOException {
        RunOptions run = run("run");
        EvaluationResult result = evaluate("test", 8);
        EvaluationFiles.write(
                result, run, "run.id = one\n", SPARK.sparkContext().hadoopConfiguration());
        EvaluationFiles.write(
                result, run, "run.id = one\n", SPARK.sparkContext().hadoopConfiguration());
        Path files = folder.resolve("run/evaluation");
        assertThat(Files.readString(files.resolve("metrics.json")))
                .contains("\"tokens\" : " + result.overall().tokens())
                .contains("\"calibrationError\" : "
                        + result.measurement().calibration().value())
                .doesNotContain("spanF1", "perplexity", "decodedBleu")
                .contains("\"partition\" : \"split=test/bucket=");
        JsonNode lengths = new ObjectMapper()
                .readTree(files.resolve("metrics.json").toFile())
                .path("lengths");
        assertThat(lengths).hasSize(result.lengthMeasurements().size());
        result.lengthMeasurements()
                .forEach((range, measurement) -> assertThat(lengths).anySatisfy(written -> {
                    assertThat(written.path("shortest").asInt()).isEqualTo(range.shortest());
                    assertThat(written.path("longest").asInt()).isEqualTo(range.longest());
                    assertThat(written.path("tokens").asLong())
                            .isEqualTo(measurement.classes().tokens());
                    assertThat(written.path("loss").asDouble())
                            .isEqualTo(measurement.classes().loss());
                }));
        assertThat(Files.readAllLines(files.resolve("confusion.tsv")))
                .hasSize(dataset.labels().size() + 1);
        assertThat(SPARK.read()
                        .parquet(files.resolve("partitions.parquet").toString())
                        .groupBy()
                        .sum("tokens")
                        .first()
                        .getLong(0))
                .isEqualTo(result.overall().tokens());
    }

    @Test
    void aDatasetOfAnotherVocabularyIsRefused() throws IOException {
        PreparedDataset other =
                PreparedDataset.open(SPARK, TaggedData.prepare(SPARK, folder, 2).toString());
        DistributedEvaluation evaluation =
                new DistributedEvaluation(SPARK, other, new EvaluationOptions("test", new BatchOptions(8, 0)));
        assertThatThrownBy(() -> evaluation.run(model()))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot evaluate the model on this dataset: the dataset's vocabulary has the SHA-256 "
                        + other.vocabulary().sha256() + " (must be "
                        + dataset.vocabulary().sha256()
                        + ", as the model was trained with; prepare the data as for the training)");
    }

    @Test
    void labelsOfAnotherKindAreRefused() {
        TrainingRequest request = new TrainingRequest(
                dataset, TaggedData.model(ModelTask.CLASSIFICATION), TaggedData.training(1), run("refused"), "");
        assertThatThrownBy(() -> new SparkTraining(SPARK, request).run(TrainingListener.SILENT))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot train for the task classification: the dataset's labels are per-token (must be"
                        + " per-sequence; does model.task fit the corpus, and the corpus name its labels?)");
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void gpusThatThereAreNotAreRefusedBeforeTheRunBegins() {
        TrainingOptions options = TaggedData.training(2).on(DeviceChoice.GPU);
        TrainingRequest request =
                new TrainingRequest(dataset, TaggedData.model(ModelTask.TAGGING), options, run("gpu"), "");
        assertThatThrownBy(() -> new SparkTraining(SPARK, request).run(TrainingListener.SILENT))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
                .hasMessageStartingWith("Cannot train on GPUs: ");
        assertThat(folder.resolve("gpu")).doesNotExist();
    }

    private static TrainingRequest weighing(String id, Map<String, Double> labels) {
        TrainingOptions options = TaggedData.training(2).weighing(labels);
        return new TrainingRequest(dataset, TaggedData.model(ModelTask.TAGGING), options, run(id), "");
    }

    @Test
    void labelsWeighAsTheConfigurationSays() {
        TrainingRequest request = weighing("weighing", Map.of("T1", 0.0, "T2", 0.0));
        TrainingSummary weighed =
                new SparkTraining(SPARK, request).run(TrainingListener.SILENT).summary();
        TrainingSummary even = outcome.summary();
        assertThat(weighed.parametersDigest()).isNotEqualTo(even.parametersDigest());
        assertThat(weighed.finalLoss())
                .as("two of three labels cost nothing, and are still counted")
                .isLessThan(even.finalLoss() / 2);
    }

    @Test
    void weightsOfLabelsThatTheDatasetLacksAreRefused() {
        TrainingRequest request = weighing("weighed", Map.of("T9", 2.0));
        assertThatThrownBy(() -> new SparkTraining(SPARK, request).run(TrainingListener.SILENT))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot weigh the label T9 by train.class-weights: the dataset has no such label (must be"
                        + " one of T0, T1, T2)");
        assertThat(folder.resolve("weighed")).doesNotExist();
    }

    @Test
    void aRunStaysWhereNothingCouldTakeItsPlace() {
        TrainingRequest request = new TrainingRequest(
                dataset, TaggedData.model(ModelTask.CLASSIFICATION), TaggedData.training(1), run("run"), "");
        assertThatThrownBy(() -> new SparkTraining(SPARK, request).replace(TrainingListener.SILENT))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot train for the task classification");
        assertThat(folder.resolve("run/model/model.zip")).exists();
    }

    @Test
    void aModelIsNotMeasuredOnLabelsOfAnotherKind() throws IOException {
        Path corpus = Files.createDirectory(folder.resolve("questions"));
        Corpora.write(corpus.resolve("test.tsv"), "label\ttext\nA\tfine\n");
        PreparationOptions options = Corpora.options(
                Corpora.delimited(corpus, Map.of("train", "test.tsv", "test", "test.tsv")), folder.resolve("classes"));
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        PreparedDataset classes =
                PreparedDataset.open(SPARK, folder.resolve("classes").toString());
        DistributedEvaluation evaluation =
                new DistributedEvaluation(SPARK, classes, new EvaluationOptions("test", new BatchOptions(8, 0)));
        assertThatThrownBy(() -> evaluation.run(model()))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot evaluate the model on this dataset: the dataset's labels are per-sequence (must be"
                        + " per-token, as the model was trained with)");
    }

    @Test
    void aRowThatFitsNoBatchIsRefusedBeforeAnyTask() {
        DistributedEvaluation evaluation =
                new DistributedEvaluation(SPARK, dataset, new EvaluationOptions("test", new BatchOptions(8, 2)));
        assertThatThrownBy(() -> evaluation.run(model()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot batch rows of ");
    }

    @Test
    void aMissingModelIsNamed() {
        org.apache.hadoop.fs.Path nowhere =
                new org.apache.hadoop.fs.Path(folder.resolve("nowhere").toString());
        assertThatThrownBy(() -> ModelFolder.open(
                        nowhere, Dl4jNetwork::read, SPARK.sparkContext().hadoopConfiguration()))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageStartingWith("Cannot read the model " + nowhere)
                .hasMessageEndingWith("(make it with the command train)");
    }
}
