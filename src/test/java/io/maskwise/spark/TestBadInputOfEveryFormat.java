package io.maskwise.spark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What becomes of the bad input that any format may have; that of one format alone is tested with its reader. Most of it
 * goes the way of a preparation without Spark.
 */
class TestBadInputOfEveryFormat {
    private static final SparkSession SPARK = SparkSessions.local();

    /** Rockets, a family of several code points, an accent apart, vowel marks, right to left, a plane beyond the first. */
    private static final List<String> WORDS = List.of(
            "\ud83d\ude80",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "cafe\u0301",
            "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd",
            "\u0627\u0644\u0639\u064e\u0631\u0628\u064a\u0629",
            "\u4e2d\u6587",
            "\ud801\udc37",
            "n\u0303\u0323");

    @TempDir
    private Path folder;

    private PreparationOptions options(BadInputFormat format, Map<String, String> splits) {
        PreparationOptions options = Corpora.options(format.corpus(folder, splits), folder.resolve("data"));
        return Corpora.with(options, new BucketOptions(2, List.of()));
    }

    private SplitCounts counts(BadInputFormat format, byte[] train) throws IOException {
        Files.write(folder.resolve("train"), train);
        return counts(options(format, Map.of("train", "train")), "train");
    }

    private SplitCounts counts(BadInputFormat format, String train) throws IOException {
        return counts(format, train.getBytes(UTF_8));
    }

    private static SortedMap<String, SplitCounts> read(PreparationOptions options) {
        return new ReadingPath(options, new Configuration()).run();
    }

    private static SplitCounts counts(PreparationOptions options, String split) {
        return Objects.requireNonNull(read(options).get(split));
    }

    private void assertRefused(BadInputFormat format, String file, String message) {
        assertThatThrownBy(() -> read(options(format, Map.of("train", file))))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void aMissingFileIsRefused(BadInputFormat format) {
        assertRefused(format, "train", "there is no file train in ");
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyFileIsRefused(BadInputFormat format) throws IOException {
        Files.write(folder.resolve("train"), new byte[0]);
        assertRefused(format, "train", "the file train is empty (must hold at least one record)");
    }

    @ParameterizedTest
    @CsvSource({
        "CONLLU, the file train holds no records",
        "COLUMNS, the file train holds no records",
        "TABS, 'its header has no column ''label'''",
        "COMMAS, 'its header has no column ''label'''",
        "JSON, no record is left of 3",
        "JSON_TOKENS, no record is left of 3",
        "LINES, no record is left of 3",
        "PARALLEL, no record is left of 3",
    })
    void blankLinesAreNoCorpus(BadInputFormat format, String message) throws IOException {
        Files.writeString(folder.resolve("train"), "\n\r\n\n");
        PreparationOptions options = options(format, Map.of("train", "train"));
        assertThatThrownBy(() -> new Preparation(SPARK, options).run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining(message);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aLineOf50MegabytesIsRejectedAndTheRestIsRead(BadInputFormat format) throws IOException {
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, (byte) 'x');
        String[] around = format.record("\0").split("\0", -1);
        try (OutputStream out = Files.newOutputStream(folder.resolve("train"))) {
            out.write((format.head() + format.record("a") + around[0]).getBytes(UTF_8));
            for (int megabyte = 0; megabyte < 50; megabyte++) {
                out.write(part);
            }
            out.write((around[1] + format.record("b")).getBytes(UTF_8));
        }
        SplitCounts counts = counts(options(format, Map.of("train", "train")), "train");
        assertThat(counts.rowsRead()).isEqualTo(3);
        assertThat(counts.rowsWritten()).isEqualTo(2);
        assertThat(counts.rejected()).isEqualTo(Map.of("line-too-long", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void aGzipThatEndsEarlyOrIsNoneIsRefused(BadInputFormat format) throws IOException {
        byte[] text = (format.head() + format.record("a")).getBytes(UTF_8);
        byte[] whole = FuzzKind.gzip(text);
        Files.write(folder.resolve("early.gz"), Arrays.copyOf(whole, whole.length - 9));
        Files.write(folder.resolve("none.gz"), text);
        assertRefused(format, "early.gz", "of the split train: Unexpected end of input stream (after ");
        assertRefused(
                format, "none.gz", "of the split train: not a gzip file (its name says so: rename it, or compress it)");
    }

    @ParameterizedTest
    @EnumSource
    void badBytesRejectTheirRecordOnly(BadInputFormat format) throws IOException {
        String bad = format.record("a") + format.record("\u00e9") + format.record("b");
        SplitCounts counts = counts(format, (format.head() + bad).getBytes(ISO_8859_1));
        assertThat(counts.rowsWritten()).isEqualTo(2);
        assertThat(counts.rejected()).isEqualTo(Map.of("invalid-utf8", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void aNulIsACharacterButInJsonWhichEscapesIt(BadInputFormat format) throws IOException {
        SplitCounts counts = counts(format, format.head() + format.record("a\0b") + format.record("c"));
        boolean json = format == BadInputFormat.JSON || format == BadInputFormat.JSON_TOKENS;
        assertThat(counts.rejected()).isEqualTo(json ? Map.of("invalid-json", 1L) : Map.of());
        assertThat(counts.rowsRead()).isEqualTo(2);
        assertThat(counts(format, format.head() + format.record("a\\u0000b")).rowsRejected())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void linesEndWithLineFeedsWithOrWithoutCarriageReturns(BadInputFormat format) throws IOException {
        String text = format.head() + format.record("a") + format.record("b").replace("\n", "\r\n");
        assertThat(counts(format, text + format.record("c")).rowsWritten()).isEqualTo(3);
        assertThat(counts(format, text + format.record("c").stripTrailing()).rowsWritten())
                .isEqualTo(3);
    }

    /** What once ended the lines of a Macintosh is no line end: two records become one, which most formats reject. */
    @ParameterizedTest
    @CsvSource({
        "CONLLU, too-many-columns",
        "COLUMNS, too-many-columns",
        "TABS, too-many-columns",
        "COMMAS, invalid-quote",
        "JSON, invalid-json",
        "JSON_TOKENS, invalid-json",
        "LINES, ",
        "PARALLEL, ",
    })
    void aCarriageReturnAloneEndsNoLine(BadInputFormat format, String reason) throws IOException {
        String joined = format.record("b").stripTrailing() + "\r" + format.record("c");
        SplitCounts counts = counts(format, format.head() + format.record("a") + joined);
        assertThat(counts.rowsRead()).isEqualTo(2);
        assertThat(counts.rejected()).isEqualTo(reason == null ? Map.of() : Map.of(reason, 1L));
    }

    @ParameterizedTest
    @EnumSource
    void aByteOrderMarkAtTheBeginIsDropped(BadInputFormat format) throws IOException {
        SplitCounts counts = counts(format, "\ufeff" + format.head() + format.record("a") + format.record("a"));
        assertThat(counts.rowsWritten()).isEqualTo(2);
        assertThat(counts.unknownTokens()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void oneRecordIsACorpus(BadInputFormat format) throws IOException {
        assertThat(counts(format, format.head() + format.record("a")).rowsWritten())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aSplitOfRejectsIsEmptyAndItsAccountIsClosed(BadInputFormat format) throws IOException {
        Files.writeString(folder.resolve("train"), format.head() + format.record("a"));
        Files.write(folder.resolve("test"), (format.head() + format.record("\u00e9")).getBytes(ISO_8859_1));
        SplitCounts counts = counts(options(format, Map.of("train", "train", "test", "test")), "test");
        assertThat(counts.rowsRead()).isEqualTo(1);
        assertThat(counts.rowsWritten()).isZero();
        assertThat(counts.rowsRejected()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyScriptComesBackAsItWasWritten(BadInputFormat format) throws IOException {
        StringBuilder text = new StringBuilder(format.head());
        WORDS.forEach(word -> text.append(format.record(word)));
        Files.writeString(folder.resolve("train"), text);
        PreparationOptions options = options(format, Map.of("train", "train"));
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);

        PreparedDataset dataset = PreparedDataset.open(SPARK, options.dataset().path());
        Set<String> words = new HashSet<>();
        dataset.split("train").collectAsList().forEach(row -> {
            PaddedSequence sequence = SequenceCodec.decode(row, dataset.labelling());
            words.add(dataset.vocabulary().token(sequence.tokens()[0]));
            if (dataset.labels() instanceof Vocabulary targets) {
                assertThat(targets.token(sequence.labels()[0]))
                        .isEqualTo(dataset.vocabulary().token(sequence.tokens()[0]));
            }
        });
        assertThat(words).isEqualTo(Set.copyOf(WORDS));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LINES", "PARALLEL"})
    void moreLabelsThanThereMayBeAreRefusedWithTheirNumber(BadInputFormat format) throws IOException {
        StringBuilder text = new StringBuilder(format.head());
        for (int label = 0; label < 700; label++) {
            text.append(format.record("a").replace("X", "L" + label));
        }
        Files.writeString(folder.resolve("train"), text);
        Path data = folder.resolve("data");
        PreparationOptions options = options(format, Map.of("train", "train"));
        PreparationOptions fewer = Corpora.with(options, new DatasetOptions(data.toString(), 1, 1, 699));
        assertThatThrownBy(() -> new Preparation(SPARK, fewer).run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot prepare the split train: it has 700 different labels (must be at most 699; does the"
                        + " corpus's label name the right column or field? else raise dataset.maximum-labels)");
        assertThat(data).doesNotExist();
    }

    @Test
    void asManyLabelsAsThereMayBeAreTaken() throws IOException {
        Files.writeString(folder.resolve("train"), "label\ttext\nA\tx\nB\tx\n");
        Path data = folder.resolve("data");
        PreparationOptions options = options(BadInputFormat.TABS, Map.of("train", "train"));
        for (int most : List.of(2, 0)) {
            PreparationOptions enough = Corpora.with(options, new DatasetOptions(data.toString(), 1, 1, most));
            assertThat(new Preparation(SPARK, enough)
                            .run(ExistingTarget.REPLACE)
                            .metadata()
                            .labels()
                            .size())
                    .isEqualTo(2);
        }
    }
}
