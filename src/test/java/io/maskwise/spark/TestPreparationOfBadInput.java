package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPreparationOfBadInput {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path corpus;
    private Path data;

    @BeforeEach
    void makeFolders() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        data = folder.resolve("data");
    }

    private Preparation preparation(PreparationOptions options) {
        return new Preparation(SPARK, options);
    }

    private PreparationOptions conllu(Map<String, String> splits) {
        return Corpora.options(Corpora.conllu(corpus, splits), data);
    }

    private PreparationOptions delimited(Map<String, String> splits) {
        return Corpora.options(Corpora.delimited(corpus, splits), data);
    }

    private void assertFails(PreparationOptions options, ExitCode code, String message) {
        assertThatThrownBy(() -> preparation(options).run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(MaskwiseException.class, failure -> {
                    assertThat(failure.getMessage()).isEqualTo(message);
                    assertThat(failure.exitCode()).isEqualTo(code);
                });
        assertNothingIsPublished();
    }

    private void assertNothingIsPublished() {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(corpus);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void aMissingFolderIsNamed() throws IOException {
        Files.delete(corpus);
        assertThatThrownBy(
                        () -> preparation(conllu(Map.of("train", "a.conllu"))).run(ExistingTarget.REFUSE))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot read the corpus " + corpus + ": there is no such folder (set corpus.path)");
    }

    @Test
    void aMissingFileIsNamedWithThoseThatAreThere() throws IOException {
        Corpora.write(corpus.resolve("b.conllu"), Corpora.TWO_SENTENCES);
        assertFails(
                conllu(Map.of("train", "a.conllu")),
                ExitCode.INPUT,
                "Cannot read the split train: there is no file a.conllu in " + corpus
                        + ", which holds b.conllu (set corpus.splits.train)");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Corpora.write(corpus.resolve("a.conllu"), "");
        assertFails(
                conllu(Map.of("train", "a.conllu")),
                ExitCode.INPUT,
                "Cannot read the split train: the file a.conllu is empty (must hold at least one record)");
    }

    @Test
    void aCompressedFileOfNothingIsNamed() throws IOException {
        Files.write(corpus.resolve("a.conllu.gz"), Corpora.gzip(""));
        assertFails(
                conllu(Map.of("train", "a.conllu.gz")),
                ExitCode.INPUT,
                "Cannot read the split train: the file a.conllu.gz holds no records (must hold at least one)");
    }

    @Test
    void aTruncatedGzipIsNamedWithWhatWasReadBefore() throws IOException {
        byte[] whole = Corpora.gzip(Corpora.randomConllu(new SplittableRandom(1), 2000));
        Files.write(corpus.resolve("a.conllu.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() ->
                        preparation(conllu(Map.of("train", "a.conllu.gz"))).run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageMatching("Cannot read /.*/a\\.conllu\\.gz of the split train: Unexpected end of input stream"
                        + " \\(after [1-9][0-9]{2,3} records; is the file complete\\?\\)");
        assertNothingIsPublished();
    }

    @Test
    void aFileThatIsNoGzipIsNamed() throws IOException {
        Corpora.write(corpus.resolve("a.conllu.gz"), Corpora.TWO_SENTENCES);
        assertThatThrownBy(() ->
                        preparation(conllu(Map.of("train", "a.conllu.gz"))).run(ExistingTarget.REFUSE))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageMatching(
                        "Cannot read /.*/a\\.conllu\\.gz of the split train: not a gzip file \\(its name says so: rename it, or compress it\\)");
        assertNothingIsPublished();
    }

    @Test
    void whatIsCompressedButNotNamedSoIsRecognised() throws IOException {
        Files.write(corpus.resolve("a.conllu"), Corpora.gzip(Corpora.TWO_SENTENCES));
        assertFails(
                conllu(Map.of("train", "a.conllu")),
                ExitCode.INPUT,
                "Cannot read " + corpus.resolve("a.conllu") + " of the split train: it is compressed by gzip (its name"
                        + " must end in .gz, and it must be compressed once)");
    }

    @Test
    void utf16IsRecognised() throws IOException {
        Files.writeString(corpus.resolve("a.conllu"), Corpora.TWO_SENTENCES, StandardCharsets.UTF_16);
        assertFails(
                conllu(Map.of("train", "a.conllu")),
                ExitCode.INPUT,
                "Cannot read " + corpus.resolve("a.conllu") + " of the split train: it is UTF-16 (save it as UTF-8)");
    }

    @Test
    void aFileOfOneByteIsJustText() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "a");
        assertThat(counts(Corpora.options(Corpora.lines(corpus, Map.of("train", "a.txt")), data))
                        .rowsWritten())
                .isEqualTo(1);
    }

    @Test
    void invalidUtf8IsRejectedAndCounted() throws IOException {
        byte[] broken = "label\ttext\nA\tfine\nA\tbr\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(corpus.resolve("a.tsv"), broken);
        SplitCounts counts = counts(delimited(Map.of("train", "a.tsv")));

        assertThat(counts.rejected()).isEqualTo(Map.of("invalid-utf8", 1L));
        assertThat(rejected(0)).singleElement().asString().contains("\"line\":3", "\"reason\":\"invalid-utf8\"");
    }

    @Test
    void aRowWithTooFewColumnsIsRejectedAndCounted() throws IOException {
        Corpora.write(corpus.resolve("a.conllu"), Corpora.TWO_SENTENCES + "1\tDogs\n\n");
        SplitCounts counts = counts(conllu(Map.of("train", "a.conllu")));

        assertThat(counts.rowsRead()).isEqualTo(3);
        assertThat(counts.rejected()).isEqualTo(Map.of("too-few-columns", 1L));
    }

    @Test
    void aMissingLabelIsRejectedAndCounted() throws IOException {
        Corpora.write(corpus.resolve("a.tsv"), "label\ttext\nA\tfine\n\tno label\n");
        SplitCounts counts = counts(delimited(Map.of("train", "a.tsv")));

        assertThat(counts.rejected()).isEqualTo(Map.of("missing-label", 1L));
    }

    @Test
    void aLabelThatTrainingNeverShowedIsRejectedAndKept() throws IOException {
        Corpora.write(corpus.resolve("a.tsv"), "label\ttext\nA\tfine\n");
        Corpora.write(corpus.resolve("b.tsv"), "label\ttext\nA\tfine\nZ\tnew\n");
        preparation(delimited(Map.of("train", "a.tsv", "test", "b.tsv"))).run(ExistingTarget.REFUSE);

        DatasetMetadata metadata = PreparedDataset.open(SPARK, data.toString()).metadata();
        assertThat(metadata.counts("test").rejected()).isEqualTo(Map.of("unknown-label", 1L));
        int file = metadata.inputs().get(0).split().equals("test") ? 0 : 1;
        assertThat(rejected(file))
                .containsExactly("{\"split\":\"test\",\"file\":\"b.tsv\",\"line\":3,\"reason\":\"unknown-label\","
                        + "\"detail\":\"The example at line 3 has the label Z (must be one of [A], those of the split"
                        + " train)\"}");
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        Corpora.write(corpus.resolve("a.tsv"), "tag\ttext\nA\tfine\n");
        assertThatThrownBy(
                        () -> preparation(delimited(Map.of("train", "a.tsv"))).run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContainingAll("a.tsv", "label", "tag");
        assertNothingIsPublished();
    }

    @Test
    void aCorpusWhoseRowsAreAllEmptySaysSo() throws IOException {
        Corpora.write(corpus.resolve("a.tsv"), "label\ttext\nA\t\nB\t \n\tx\n");
        assertFails(
                delimited(Map.of("train", "a.tsv")),
                ExitCode.INPUT,
                "Cannot prepare the split train: no record is left of 3, rejected are"
                        + " 2 for empty-text, 1 for missing-label; the first: The row at line 2 has no text in column 2");
    }

    @Test
    void aRowThatIsLongerThanTheLastBoundSaysWhatToDo() throws IOException {
        Corpora.write(corpus.resolve("a.conllu"), Corpora.TWO_SENTENCES);
        assertFails(
                Corpora.with(conllu(Map.of("train", "a.conllu")), new BucketOptions(1, List.of(2))),
                ExitCode.USAGE,
                "Cannot place a row of 3 steps: the last bucket bound is 2 (raise buckets.bounds, or truncate"
                        + " rows with padding.maximum-length)");
    }

    @Test
    void aTrainingSplitIsRequired() {
        assertThatThrownBy(() -> conllu(Map.of("test", "a.conllu")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid corpus splits: [test] (must contain train, from which the vocabulary and the"
                        + " labels are made)");
    }

    private SplitCounts counts(PreparationOptions options) {
        DatasetMetadata metadata =
                preparation(options).run(ExistingTarget.REFUSE).metadata();
        return metadata.counts("train");
    }

    private List<String> rejected(int file) throws IOException {
        return Files.readAllLines(data.resolve(DatasetLayout.rejected(file)));
    }
}
