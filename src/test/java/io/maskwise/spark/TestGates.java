package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestGates {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path corpus;
    private Path data;
    private PreparationOptions options;

    /** Of train: 4 read, 1 rejected, 1 truncated, no token unknown. Of test: 2 read, 1 of 4 tokens unknown. */
    @BeforeEach
    void writeCorpus() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        data = folder.resolve("data");
        Corpora.write(corpus.resolve("a.txt"), "a b c\n\na b\nb\n");
        Corpora.write(corpus.resolve("b.txt"), "a b\nb z\n");
        options = Corpora.with(
                Corpora.options(Corpora.lines(corpus, Map.of("train", "a.txt", "test", "b.txt")), data),
                new PaddingOptions(Side.POST, Side.POST, 2));
    }

    private PreparationOptions gated(GateOptions gates) {
        return Corpora.with(options, gates);
    }

    private static void assertFails(ThrowingCallable attempt, String message) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(MaskwiseException.class, failure -> {
            assertThat(failure.getMessage()).isEqualTo(message);
            assertThat(failure.exitCode()).isEqualTo(ExitCode.QUALITY);
        });
    }

    private void assertOnly(Path... left) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(left);
        }
    }

    @Test
    void everyGateThatFailsIsNamedAndNothingIsLeft() throws IOException {
        String cannot = "Cannot publish the dataset " + data + ": ";
        assertFails(
                () -> new Preparation(SPARK, gated(new GateOptions(0.2, 0.2, 0.3, 3))).run(ExistingTarget.REFUSE),
                cannot + "the unknown rate of the split test is 0.25, 1 of 4 tokens (must be <= 0.2; let the vocabulary"
                        + " have more tokens, or raise gates.max-unknown-rate)\n"
                        + cannot + "the split test has 2 rows (must have >= 3; enlarge the corpus, or lower"
                        + " gates.min-rows)\n"
                        + cannot + "the rejected fraction of the split train is 0.25, 1 of 4 records (must be <= 0.2;"
                        + " mend the corpus, or raise gates.max-rejected-fraction): 1 for empty-text; the first: Line 2"
                        + " is empty (must be a text)\n"
                        + cannot + "the truncated fraction of the split train is 0.3333333333333333, 1 of 3 rows (must"
                        + " be <= 0.3; raise padding.maximum-length or gates.max-truncated-fraction)");
        assertOnly(corpus);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 1, 1, 0", "1, 0.25, 1, 0", "1, 1, 0.34, 0", "1, 1, 1, 2", "0.25, 0.25, 0.34, 2"})
    void whatIsJustGoodEnoughPasses(double rejected, double unknown, double truncated, long rows) {
        DatasetMetadata metadata = new Preparation(SPARK, gated(new GateOptions(rejected, unknown, truncated, rows)))
                .run(ExistingTarget.REFUSE)
                .metadata();
        assertThat(metadata.configuration().keySet()).noneMatch(key -> key.startsWith("gates"));
        assertThat(new Preparation(SPARK, options).alreadyComplete()).contains(metadata);
    }

    @Test
    void gatesChangeNoByte() throws IOException {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        Map<String, String> open = Corpora.contents(data);
        new Preparation(SPARK, gated(new GateOptions(0.5, 0.5, 0.5, 1))).run(ExistingTarget.REPLACE);
        assertThat(Corpora.contents(data)).isEqualTo(open);
    }

    @Test
    void aDatasetThatIsThereIsNotTouchedByOneThatFails() throws IOException {
        new Preparation(SPARK, Corpora.with(options, new VocabularyOptions(2, 0))).run(ExistingTarget.REFUSE);
        Map<String, String> before = Corpora.contents(data);
        assertThatThrownBy(() -> new Preparation(SPARK, gated(new GateOptions(1, 1, 1, 9))).run(ExistingTarget.REPLACE))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("gates.min-rows");
        assertThat(Corpora.contents(data)).isEqualTo(before);
        assertOnly(corpus, data);
    }

    @Test
    void aCompleteDatasetIsHeldAgainstTheGatesOfToday() {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        assertFails(
                () -> new Preparation(SPARK, gated(new GateOptions(0.1, 1, 1, 0))).alreadyComplete(),
                "Cannot use the complete dataset " + data + ": the rejected fraction of the split train is 0.25, 1 of 4"
                        + " records (must be <= 0.1; mend the corpus, or raise gates.max-rejected-fraction): 1 for"
                        + " empty-text; each with its line and why: " + data + "/_maskwise/rejected");
        assertThat(data.resolve("_SUCCESS")).exists();
    }

    @Test
    void nothingOfNothingIsNoFailure() {
        SplitCounts empty =
                new SplitCounts(0, 0, 0, new TreeMap<>(), new TreeMap<>(), 0, 0, 0, List.of(), new TreeMap<>());
        Gates strict = new Gates(new GateOptions(0, 0, 0, 0), "Cannot");
        assertThatCode(() -> strict.requirePassed(Map.of("train", empty), split -> "none"))
                .doesNotThrowAnyException();
    }
}
