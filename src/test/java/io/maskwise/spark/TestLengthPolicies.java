package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.sequence.TooLong;
import io.maskwise.sequence.Truncation;
import io.maskwise.sequence.WindowOptions;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.HoldOutOptions;
import io.maskwise.text.RowId;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows that are longer than allowed, in a dataset. */
class TestLengthPolicies {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path corpus;

    @BeforeEach
    void makeFolder() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
    }

    private static PaddingOptions truncating(Truncation truncation, int maximum) {
        return new PaddingOptions(Side.POST, truncation, maximum, TooLong.TRUNCATE, WindowOptions.TOUCHING);
    }

    private static PaddingOptions dropping(int maximum) {
        return new PaddingOptions(Side.POST, Truncation.POST, maximum, TooLong.DROP, WindowOptions.TOUCHING);
    }

    private static PaddingOptions windows(int maximum, int stride) {
        return new PaddingOptions(Side.POST, Truncation.POST, maximum, TooLong.WINDOWS, new WindowOptions(stride));
    }

    private DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
    }

    private PreparationOptions lines(String text, PaddingOptions padding) throws IOException {
        Corpora.write(corpus.resolve("a.txt"), text);
        return Corpora.with(Corpora.options(Corpora.lines(corpus, Map.of("train", "a.txt")), data("data")), padding);
    }

    private Path data(String name) {
        return folder.resolve(name);
    }

    private static List<PaddedSequence> rows(Path data, String split) {
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        return dataset.split(split).collectAsList().stream()
                .map(row -> SequenceCodec.decode(row, dataset.labelling()))
                .sorted(new RowIdOrder())
                .toList();
    }

    /** The tokens of each row, joined, by its id. */
    private Map<String, String> texts() {
        PreparedDataset dataset = PreparedDataset.open(SPARK, data("data").toString());
        Map<String, String> texts = new TreeMap<>();
        rows(data("data"), "train").forEach(row -> texts.put(row.id(), text(row, dataset)));
        return texts;
    }

    private static String text(PaddedSequence row, PreparedDataset dataset) {
        return IntStream.range(0, row.time())
                .filter(step -> row.mask()[step])
                .mapToObj(step -> dataset.vocabulary().token(row.tokens()[step]))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"PRE, c d e", "POST, a b c", "MIDDLE, a b e"})
    void truncationKeepsWhatIsAsked(Truncation truncation, String kept) throws IOException {
        DatasetMetadata metadata = prepare(lines("a b c d e\na b\n", truncating(truncation, 3)));
        assertThat(texts()).isEqualTo(Map.of("a.txt:1", kept, "a.txt:2", "a b"));
        assertThat(metadata.counts("train").rowsTruncated()).isEqualTo(1);
        assertThat(metadata.counts("train").tokensTruncated()).isEqualTo(2);
    }

    @Test
    void labelsOfTokensAreCutAlong() throws IOException {
        Corpora.write(corpus.resolve("a.conllu"), Corpora.TWO_SENTENCES);
        PreparationOptions options =
                Corpora.options(Corpora.conllu(corpus, Map.of("train", "a.conllu")), data("middle"));
        prepare(Corpora.with(options, truncating(Truncation.MIDDLE, 2)));
        assertThat(rows(data("middle"), "train").get(0).labels()).containsExactly(0, 1); // NOUN, PUNCT; VERB is cut
    }

    @Test
    void aRowThatIsDroppedIsCountedAndLeavesNothing() throws IOException {
        DatasetMetadata metadata = prepare(lines("a b c\nonly here is\tthis\na b\n\n", dropping(3)));
        SplitCounts counts = metadata.counts("train");
        assertThat(counts.dropped()).isEqualTo(Map.of("too-long", 1L));
        assertThat(counts.rejected()).isEqualTo(Map.of("empty-text", 1L));
        assertThat(counts.rowsRead()).isEqualTo(4);
        assertThat(counts.rowsWritten()).isEqualTo(2);
        assertThat(counts.rowsTruncated()).isZero();
        assertThat(texts()).isEqualTo(Map.of("a.txt:1", "a b c", "a.txt:3", "a b"));
        assertThat(metadata.vocabulary().size()).isEqualTo(5);
    }

    @Test
    void aCorpusOfWhichEveryRowIsDroppedSaysSo() throws IOException {
        PreparationOptions options = lines("a b c\n\na b c d\n", dropping(2));
        assertThatThrownBy(() -> prepare(options))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot prepare the split train: no record is left of 3, dropped are 2 for too-long"
                        + " (raise padding.maximum-length), rejected are 1 for empty-text; the first: Line 2 is empty"
                        + " (must be a text)");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, a b|b c|c d|d e",
        "3, 3, a b c|d e",
        "3, 2, a b c|c d e",
        "3, 1, a b c|b c d|c d e",
        "3, 0, a b c|d e"
    })
    void windowsBeginEveryStride(int maximum, int stride, String expected) throws IOException {
        prepare(lines("a b c d e\na b\n", windows(maximum, maximum == 2 ? 1 : stride)));
        Map<String, String> texts = new TreeMap<>(Map.of("a.txt:2", "a b"));
        String[] windows = expected.split("\\|");
        for (int window = 0; window < windows.length; window++) {
            texts.put("a.txt:1#" + window, windows[window]);
        }
        assertThat(texts()).isEqualTo(texts);
    }

    @Test
    void tokensAreCountedOncePerDocumentHoweverManyWindowsHoldThem() throws IOException {
        DatasetMetadata metadata = prepare(lines("a b c d\n", windows(2, 1)));
        PreparedDataset dataset = PreparedDataset.open(SPARK, data("data").toString());
        assertThat(dataset.vocabulary().count(dataset.vocabulary().id("b"))).isEqualTo(1);
        assertThat(metadata.counts("train").realTokens()).isEqualTo(6);
        assertThat(metadata.counts("train").extraWindows()).isEqualTo(2);
        assertThat(metadata.counts("train").rowsTruncated()).isZero();
    }

    @Test
    void aLabelOfASequenceIsThatOfEachOfItsWindows() throws IOException {
        Corpora.write(corpus.resolve("a.tsv"), "label\ttext\nB\ta b c\nA\ta\n");
        PreparationOptions options = Corpora.options(Corpora.delimited(corpus, Map.of("train", "a.tsv")), data("tsv"));
        prepare(Corpora.with(options, windows(2, 0)));
        assertThat(rows(data("tsv"), "train"))
                .extracting(PaddedSequence::id)
                .containsExactly("a.tsv:2#0", "a.tsv:2#1", "a.tsv:3");
        assertThat(rows(data("tsv"), "train"))
                .extracting(row -> row.labels()[0])
                .containsExactly(1, 1, 0);
    }

    @Test
    void aDocumentWithALabelThatIsUnknownIsRejectedWhole() throws IOException {
        Corpora.write(corpus.resolve("a.conllu"), Corpora.TWO_SENTENCES);
        Corpora.write(corpus.resolve("b.conllu"), Corpora.TWO_SENTENCES.replace("PUNCT", "X"));
        PreparationOptions options = Corpora.options(
                Corpora.conllu(corpus, Map.of("train", "a.conllu", "test", "b.conllu")), data("unknown"));
        SplitCounts test = prepare(Corpora.with(options, windows(1, 0))).counts("test");
        assertThat(test.rejected()).isEqualTo(Map.of("unknown-label", 1L));
        assertThat(test.extraWindows()).isZero();
        assertThat(test.rowsRead()).isEqualTo(2);
        assertThat(test.rowsWritten()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void windowsPutTogetherAreTheDocuments(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Corpora.write(corpus.resolve("a.conllu"), Corpora.randomConllu(random, 150));
        Corpora.write(corpus.resolve("b.conllu"), Corpora.randomConllu(random, 50));
        int maximum = random.nextInt(2, 9);
        int stride = random.nextInt(1, maximum + 1);
        PreparationOptions options = Corpora.options(
                Corpora.conllu(corpus, Map.of("train", "a.conllu, b.conllu"))
                        .with(new HoldOutOptions(Map.of("test", 0.3), seed)),
                data("whole"));
        DatasetMetadata whole = prepare(options);
        DatasetMetadata cut = prepare(Corpora.with(moved(options, data("windows")), windows(maximum, stride)));

        assertThat(cut.vocabulary()).isEqualTo(whole.vocabulary());
        for (String split : List.of("train", "test")) {
            SplitCounts counts = cut.counts(split);
            assertThat(counts.rowsRead()).isEqualTo(whole.counts(split).rowsRead());
            assertThat(counts.rowsRead() + counts.extraWindows())
                    .isEqualTo(counts.rowsWritten() + counts.rowsRejected() + counts.rowsDropped());
            assertThat(counts.rejected()).isEqualTo(whole.counts(split).rejected());
            assertThat(counts.lengths().lastKey()).isLessThanOrEqualTo(maximum);
            List<PaddedSequence> windows = rows(data("windows"), split);
            assertThat(windows).hasSize((int) counts.rowsWritten());
            assertThat(windows).extracting(PaddedSequence::id).doesNotHaveDuplicates();
            assertThat(together(windows, stride)).isEqualTo(together(rows(data("whole"), split), stride));
        }
    }

    private static PreparationOptions moved(PreparationOptions options, Path data) {
        return Corpora.at(options, data);
    }

    /** The tokens and labels of each document, by its id, where windows that overlap must agree. */
    private static Map<String, List<List<Integer>>> together(List<PaddedSequence> rows, int stride) {
        Map<String, List<List<Integer>>> documents = new TreeMap<>();
        for (PaddedSequence row : rows) {
            RowId id = RowId.parse(row.id());
            List<List<Integer>> document =
                    documents.computeIfAbsent(id.document().id(), first -> new ArrayList<>());
            for (int step = 0; step < row.length(); step++) {
                List<Integer> pair = List.of(row.tokens()[step], row.labels()[step]);
                int place = id.window() * stride + step;
                if (place < document.size()) {
                    assertThat(document.get(place)).as(row.id()).isEqualTo(pair);
                } else {
                    assertThat(place).as(row.id()).isEqualTo(document.size());
                    document.add(pair);
                }
            }
        }
        return Collections.unmodifiableMap(documents);
    }

    private PreparationOptions pairs(PaddingOptions padding) throws IOException {
        Corpora.write(corpus.resolve("a.de"), "a b c d\na\na b\n");
        Corpora.write(corpus.resolve("a.en"), "x\nx y z w\nx y\n");
        return Corpora.with(
                Corpora.options(
                        Corpora.parallel(corpus, Map.of("train", "a.de"), Map.of("train", "a.en")), data("pairs")),
                padding);
    }

    @Test
    void aPairIsDroppedIfEitherSideIsTooLong() throws IOException {
        SplitCounts counts = prepare(pairs(dropping(3))).counts("train");
        assertThat(counts.dropped()).isEqualTo(Map.of("too-long", 2L));
        assertThat(rows(data("pairs"), "train")).extracting(PaddedSequence::id).containsExactly("a.de:3");
    }

    @Test
    void aPairLosesTheMiddleOfBothSides() throws IOException {
        SplitCounts counts = prepare(pairs(truncating(Truncation.MIDDLE, 3))).counts("train");
        assertThat(counts.tokensTruncated()).isEqualTo(3); // b, and y and z for the end symbol's sake
        PreparedDataset dataset = PreparedDataset.open(SPARK, data("pairs").toString());
        assertThat(text(rows(data("pairs"), "train").get(0), dataset)).isEqualTo("a b d");
    }

    @Test
    void pairsCannotBeCutIntoWindows() {
        assertThatThrownBy(() -> pairs(windows(3, 0)))
                .hasMessage("Invalid policy for what is too long: windows (must be truncate or drop, as nobody knows"
                        + " which part of a target belongs to a window of its text)");
    }
}
