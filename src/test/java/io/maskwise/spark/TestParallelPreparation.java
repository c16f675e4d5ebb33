package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with a target each become rows with two sequences and two masks. */
class TestParallelPreparation {
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

    private PreparationOptions pairs(String sources, String targets) throws IOException {
        Corpora.write(corpus.resolve("train.de"), sources);
        Corpora.write(corpus.resolve("train.en"), targets);
        return options();
    }

    private PreparationOptions options() {
        return Corpora.options(
                Corpora.parallel(corpus, Map.of("train", "train.de"), Map.of("train", "train.en")), data);
    }

    private static DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
    }

    private List<PaddedSequence> rows() {
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        return dataset.split("train").collectAsList().stream()
                .map(row -> SequenceCodec.decode(row, dataset.labelling()))
                .sorted(new RowIdOrder())
                .toList();
    }

    private void assertRefused(PreparationOptions options, String message) {
        assertThatThrownBy(() -> prepare(options))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage(message);
        assertThat(data).doesNotExist();
    }

    @Test
    void bothSidesArePaddedToTheLongerOneAndMaskedApart() throws IOException {
        DatasetMetadata metadata = prepare(
                Corpora.with(pairs("Hund bellt\nHund\n", "dogs bark .\ndogs\n"), new BucketOptions(2, List.of())));

        assertThat(metadata.labelling()).isEqualTo(Labelling.TARGET_SEQUENCE);
        assertThat(metadata.bounds()).containsExactly(2, 4);
        PaddedSequence longer = rows().get(0);
        assertThat(longer.tokens()).containsExactly(2, 3, 0, 0);
        assertThat(longer.mask()).containsExactly(true, true, false, false);
        assertThat(longer.labels()).containsExactly(4, 6, 5, Vocabulary.END_ID); // dogs, bark, "."
        assertThat(longer.labelMask()).containsExactly(true, true, true, true);
        PaddedSequence shorter = rows().get(1);
        assertThat(shorter.tokens()).containsExactly(2, 0);
        assertThat(shorter.labels()).containsExactly(4, Vocabulary.END_ID);
        assertThat(shorter.labelMask()).containsExactly(true, true);
    }

    @Test
    void bothSidesArePaddedBeforeWhereAskedTo() throws IOException {
        PreparationOptions options = Corpora.with(pairs("a b c\n", "x\n"), new PaddingOptions(Side.PRE, Side.POST, 0));
        prepare(options);
        assertThat(rows().get(0).labels()).containsExactly(0, 4, Vocabulary.END_ID);
        assertThat(rows().get(0).labelMask()).containsExactly(false, true, true);
    }

    @Test
    void bothSidesAreCountedInTheAccountAndInTheEfficiency() throws IOException {
        DatasetMetadata metadata = prepare(Corpora.with(
                Corpora.with(pairs("a a b\na\n", "x x\nx y\n"), new BucketOptions(1, List.of(4))),
                new VocabularyOptions(2, 0)));

        SplitCounts counts = metadata.counts("train");
        assertThat(counts.buckets()).containsExactly(new BucketCounts(4, 2, 10, 6, 1));
        assertThat(counts.realTokens())
                .as("four of texts, four of targets, two ends")
                .isEqualTo(10);
        assertThat(counts.cells()).as("two rows of two sides of four steps").isEqualTo(16);
        assertThat(metadata.paddingEfficiency()).isEqualTo(10.0 / 16);
        assertThat(counts.unknownTokens()).as("b and y, each once").isEqualTo(2);
        assertThat(counts.lengths()).isEqualTo(new TreeMap<>(Map.of(3, 2L)));
    }

    @Test
    void aTargetThatIsTooLongKeepsItsEndSymbol() throws IOException {
        DatasetMetadata metadata =
                prepare(Corpora.with(pairs("a b c\na\n", "x y z\nx\n"), new PaddingOptions(Side.POST, Side.POST, 2)));

        assertThat(rows().get(0).tokens()).containsExactly(2, 3);
        assertThat(rows().get(0).labels()).containsExactly(4, Vocabulary.END_ID);
        SplitCounts counts = metadata.counts("train");
        assertThat(counts.rowsTruncated()).isEqualTo(1);
        assertThat(counts.tokensTruncated()).as("c, y and z").isEqualTo(3);
    }

    @Test
    void plainSparkReadsBothSidesWithoutOurHelp() throws IOException {
        prepare(pairs("Hund bellt\n", "dogs bark .\n"));
        Row row = SPARK.read().parquet(data.toString()).first();
        assertThat(row.schema().fieldNames())
                .containsExactly("id", "tokens", "mask", "length", "labels", "label_mask", "split", "bucket");
        assertThat(row.getList(row.fieldIndex("labels"))).isEqualTo(List.of(6, 5, 4, 3));
        assertThat(row.getList(row.fieldIndex("label_mask"))).isEqualTo(List.of(true, true, true, true));
        assertThat(Files.readString(data.resolve("_maskwise/dataset.json")))
                .contains("\"startId\" : 2", "\"endId\" : 3", "\"targetTokens\" : 4");
        assertThat(data.resolve("_maskwise/labels.tsv")).doesNotExist();
        assertThat(Files.readAllLines(data.resolve("_maskwise/target-vocabulary.tsv")))
                .contains("3\t<end>\t0", "4\t.\t1", "6\tdogs\t1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyPairIsWrittenOrRejectedAndStaysAPair(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder sources = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        int empty = 0;
        for (int pair = 0; pair < 200; pair++) {
            int source = random.nextInt(9);
            int target = random.nextInt(12);
            empty += source == 0 || target == 0 ? 1 : 0;
            sources.append(("w" + pair + " ").repeat(source).strip()).append('\n');
            targets.append(("v" + pair + " ").repeat(target).strip()).append('\n');
        }
        DatasetMetadata metadata = prepare(pairs(sources.toString(), targets.toString()));

        SplitCounts counts = metadata.counts("train");
        assertThat(counts.rowsRead()).isEqualTo(200);
        assertThat(counts.rowsRejected()).isEqualTo(empty);
        assertThat(counts.isClosed()).isTrue();
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        Vocabulary written = (Vocabulary) dataset.labels();
        for (PaddedSequence row : rows()) {
            String source = dataset.vocabulary().token(row.tokens()[0]);
            assertThat(written.token(row.labels()[0])).isEqualTo("v" + source.substring(1));
        }
        assertThat(rows()).hasSize(200 - empty);
    }

    @Test
    void filesOfUnequalLengthAreRefusedWithBothCounts() throws IOException {
        assertRefused(
                pairs("a\nb\nc\n", "x\ny\n"),
                "Cannot pair the lines of train.de with those of train.en: there are 3 and 2 (must be as many, each"
                        + " line's target in the same line)");
    }

    @Test
    void theFileThatCannotBeReadIsTheOneThatIsNamed() throws IOException {
        PreparationOptions options = Corpora.options(
                Corpora.parallel(corpus, Map.of("train", "train.de"), Map.of("train", "train.en.gz")), data);
        Corpora.write(corpus.resolve("train.de"), "a\n".repeat(2000));
        assertRefused(
                options,
                "Cannot read the split train: there is no file train.en.gz in " + corpus
                        + ", which holds train.de (set corpus.parallel.targets.train)");

        StringBuilder targets = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int line = 0; line < 2000; line++) {
            targets.append(random.nextLong()).append('\n');
        }
        byte[] whole = Corpora.gzip(targets.toString());
        Files.write(corpus.resolve("train.en.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> prepare(options))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot read " + corpus + "/train.en.gz of the split train: ")
                .hasMessageEndingWith(" records; is the file complete?)");

        Corpora.write(corpus.resolve("train.en.gz"), "x\n".repeat(2000));
        assertThatThrownBy(() -> prepare(options))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot read " + corpus + "/train.en.gz of the split train: ")
                .hasMessageEndingWith("(its name says so: rename it, or compress it)");
    }

    @Test
    void aChangedFileOfTargetsIsNotTakenForTheSame() throws IOException {
        PreparationOptions options = pairs("a\nb\n", "x\ny\n");
        DatasetMetadata made = prepare(options);
        assertThat(made.inputs()).extracting(InputFile::name).containsExactly("train.de", "train.en");
        assertThat(new Preparation(SPARK, options).alreadyComplete()).contains(made);

        Corpora.write(corpus.resolve("train.en"), "x\nz\n");
        assertThatThrownBy(() -> new Preparation(SPARK, options).alreadyComplete())
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("the file train.en has changed");
    }

    @Test
    void targetsNeedRoomForTheirSymbols() throws IOException {
        PreparationOptions options = pairs("a\n", "x\n");
        assertThatThrownBy(() -> Corpora.with(options, new VocabularyOptions(1, 3)))
                .hasMessage("Invalid maximum size: 3 (must be 0 = unlimited, or >= 4, as targets have so many reserved"
                        + " ids)");
        assertThatThrownBy(() -> Corpora.with(options, new PaddingOptions(Side.POST, Side.POST, 1)))
                .hasMessage("Invalid maximum length: 1 (must be 0 = no limit, or >= 2, as the end symbol of a target"
                        + " takes one step)");
    }
}
