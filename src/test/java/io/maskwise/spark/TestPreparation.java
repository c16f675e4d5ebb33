package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.Labelling;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.Encoding;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestPreparation {
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

    private DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
    }

    private List<PaddedSequence> rows(String split) {
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        return dataset.split(split).collectAsList().stream()
                .map(row -> SequenceCodec.decode(row, dataset.labelling()))
                .sorted(Comparator.comparing(PaddedSequence::id))
                .toList();
    }

    private PreparationOptions twoSentences() throws IOException {
        Corpora.write(corpus.resolve("train.conllu"), Corpora.TWO_SENTENCES);
        return Corpora.options(Corpora.conllu(corpus, Map.of("train", "train.conllu")), data);
    }

    @Test
    void rowsArePaddedAfterTheirTokensAndMasked() throws IOException {
        prepare(Corpora.with(twoSentences(), new BucketOptions(1, List.of(4))));

        PaddedSequence longer = rows("train").get(0);
        assertThat(longer.id()).startsWith("train.conllu:");
        assertThat(longer.tokens()).containsExactly(2, 4, 3, 0); // dogs, ".", bark: by count, then by code unit
        assertThat(longer.mask()).containsExactly(true, true, true, false);
        assertThat(longer.labels()).containsExactly(0, 2, 1, 0);
        assertThat(rows("train").get(1).mask()).containsExactly(true, false, false, false);
    }

    @Test
    void rowsArePaddedBeforeTheirTokensWhereAskedTo() throws IOException {
        PreparationOptions options = Corpora.with(twoSentences(), new BucketOptions(1, List.of(4)));
        prepare(Corpora.with(options, new PaddingOptions(Side.PRE, Side.PRE, 0)));

        PaddedSequence longer = rows("train").get(0);
        assertThat(longer.tokens()).containsExactly(0, 2, 4, 3);
        assertThat(longer.mask()).containsExactly(false, true, true, true);
        assertThat(longer.labels()).containsExactly(0, 0, 2, 1);
    }

    @Test
    void truncationKeepsTheEndThatIsAskedForAndIsCounted() throws IOException {
        DatasetMetadata metadata = prepare(Corpora.with(twoSentences(), new PaddingOptions(Side.POST, Side.PRE, 2)));

        assertThat(rows("train").get(0).labels()).containsExactly(2, 1); // bark VERB, "." PUNCT; dogs is cut
        SplitCounts counts = metadata.counts("train");
        assertThat(counts.rowsTruncated()).isEqualTo(1);
        assertThat(counts.tokensTruncated()).isEqualTo(1);
        assertThat(counts.realTokens()).isEqualTo(3);
    }

    @Test
    void gzipIsReadByItsExtension() throws IOException {
        Files.write(corpus.resolve("train.conllu.gz"), Corpora.gzip(Corpora.TWO_SENTENCES));
        DatasetMetadata metadata =
                prepare(Corpora.options(Corpora.conllu(corpus, Map.of("train", "train.conllu.gz")), data));

        assertThat(metadata.counts("train").rowsWritten()).isEqualTo(2);
        InputFile input = metadata.inputs().get(0);
        assertThat(input.bytes()).isEqualTo(Files.size(corpus.resolve("train.conllu.gz")));
        assertThat(input.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void delimitedRowsHaveALabelEach() throws IOException {
        Corpora.write(corpus.resolve("train.tsv"), "label\ttext\nNUM\tHow many ?\nLOC\tWhere ?\n");
        prepare(Corpora.options(Corpora.delimited(corpus, Map.of("train", "train.tsv")), data));

        assertThat(rows("train")).extracting(row -> row.labels()[0]).containsExactly(1, 0);
        assertThat(PreparedDataset.open(SPARK, data.toString()).labelling()).isEqualTo(Labelling.PER_SEQUENCE);
        assertThat(plainColumns()).containsExactly("id", "tokens", "mask", "length", "label", "split", "bucket");
    }

    @Test
    void linesHaveNoLabels() throws IOException {
        Corpora.write(corpus.resolve("train.txt"), "to be\nor not to be\n");
        prepare(Corpora.options(Corpora.lines(corpus, Map.of("train", "train.txt")), data));

        assertThat(rows("train")).extracting(PaddedSequence::length).containsExactly(2, 4);
        assertThat(plainColumns()).containsExactly("id", "tokens", "mask", "length", "split", "bucket");
    }

    private String[] plainColumns() {
        return SPARK.read().parquet(data.toString()).columns();
    }

    @Test
    void plainSparkReadsTheDatasetWithoutOurHelp() throws IOException {
        prepare(twoSentences());

        List<Row> rows = SPARK.read().parquet(data.toString()).orderBy("id").collectAsList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).<Boolean>getList(2)).containsExactly(true, true, true);
        assertThat(rows.get(0).<Integer>getList(4)).containsExactly(0, 2, 1);
        assertThat(rows.get(0).getInt(3)).isEqualTo(3);
        assertThat(rows.get(0).<String>getAs("split")).isEqualTo("train");
        assertThat(rows.get(1).<Integer>getAs("bucket")).isEqualTo(1);
    }

    @Test
    void rareTokensBecomeTheUnknownIdAndAreCounted() throws IOException {
        DatasetMetadata metadata = prepare(Corpora.with(twoSentences(), new VocabularyOptions(2, 0)));

        assertThat(metadata.vocabulary().size()).isEqualTo(3);
        assertThat(metadata.unknownRate()).isEqualTo(0.5);
        assertThat(rows("train").get(0).tokens()).containsExactly(2, 1, 1);
    }

    @Test
    void theVocabularyComesFromTheTrainingSplitAlone() throws IOException {
        Corpora.write(corpus.resolve("train.txt"), "a b\n");
        Corpora.write(corpus.resolve("test.txt"), "b c c c\n");
        DatasetMetadata metadata =
                prepare(Corpora.options(Corpora.lines(corpus, Map.of("train", "train.txt", "test", "test.txt")), data));

        assertThat(metadata.vocabulary().size()).isEqualTo(4);
        assertThat(metadata.counts("test").unknownRate()).isEqualTo(0.75);
        assertThat(metadata.counts("train").unknownRate()).isZero();
    }

    @Test
    void aSplitWithoutRowsIsAnEmptyDataset() throws IOException {
        Corpora.write(corpus.resolve("train.tsv"), "label\ttext\nNUM\tHow many ?\n");
        Corpora.write(corpus.resolve("test.tsv"), "label\ttext\nLOC\tWhere ?\n");
        DatasetMetadata metadata = prepare(
                Corpora.options(Corpora.delimited(corpus, Map.of("train", "train.tsv", "test", "test.tsv")), data));

        assertThat(rows("test")).isEmpty();
        assertThat(metadata.counts("test").paddingEfficiency()).isEqualTo(1);
        assertThat(metadata.counts("test").unknownRate()).isZero();
    }

    @Test
    void aSplitMayHaveSeveralFiles() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "one\n");
        Corpora.write(corpus.resolve("b.txt"), "two\nthree\n");
        prepare(Corpora.options(Corpora.lines(corpus, Map.of("train", "a.txt, b.txt")), data));

        assertThat(rows("train")).extracting(PaddedSequence::id).containsExactly("a.txt:1", "b.txt:1", "b.txt:2");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLost(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Corpora.write(corpus.resolve("train.conllu"), Corpora.randomConllu(random, 200));
        Corpora.write(corpus.resolve("test.conllu"), Corpora.randomConllu(random, 50));
        DatasetMetadata metadata = prepare(
                Corpora.options(Corpora.conllu(corpus, Map.of("train", "train.conllu", "test", "test.conllu")), data));

        assertThat(metadata.total(SplitCounts::rowsRead)).isEqualTo(250);
        metadata.splits().forEach((split, counts) -> {
            assertThat(counts.rowsRead())
                    .isEqualTo(counts.rowsWritten() + counts.rowsRejected() + counts.rowsDropped());
            List<PaddedSequence> rows = rows(split);
            assertThat(rows).hasSize((int) counts.rowsWritten());
            assertThat(rows).extracting(PaddedSequence::id).doesNotHaveDuplicates();
            assertThat(rows.stream().mapToLong(PaddedSequence::length).sum()).isEqualTo(counts.realTokens());
            assertThat(rows.stream().mapToLong(PaddedSequence::time).sum()).isEqualTo(counts.cells());
        });
        long rejected = metadata.total(SplitCounts::rowsRejected);
        assertThat(rejected).isPositive();
        assertThat(rejectedLines()).hasSize((int) rejected);
    }

    private List<String> rejectedLines() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(DatasetLayout.REJECTED))) {
            return files.sorted().flatMap(TestPreparation::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void theSameInputsGiveTheSameBytesAgain() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Corpora.write(corpus.resolve("a.conllu"), Corpora.randomConllu(random, 300));
        Corpora.write(corpus.resolve("b.conllu"), Corpora.randomConllu(random, 100));
        PreparationOptions options =
                Corpora.options(Corpora.conllu(corpus, Map.of("train", "a.conllu,b.conllu")), folder.resolve("first"));
        prepare(options);
        Path second = folder.resolve("second");
        prepare(Corpora.at(options, second));

        Corpora.assertSameBytes(folder.resolve("first"), second);
        assertThat(Corpora.contents(second).keySet())
                .noneMatch(name -> name.endsWith(".crc") || name.contains("_attempts"));
    }

    @Test
    void theOrderOfTheSplitsChangesNoByte() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        Map<String, String> trainFirst = new LinkedHashMap<>();
        for (String split : List.of("train", "dev", "test")) {
            Corpora.write(corpus.resolve(split), Corpora.randomConllu(random, 30));
            trainFirst.put(split, split);
        }
        Map<String, String> trainLast = new LinkedHashMap<>();
        List.of("test", "dev", "train").forEach(split -> trainLast.put(split, split));
        prepare(Corpora.options(Corpora.conllu(corpus, trainFirst), folder.resolve("first")));
        prepare(Corpora.options(Corpora.conllu(corpus, trainLast), folder.resolve("second")));

        Corpora.assertSameBytes(folder.resolve("first"), folder.resolve("second"));
    }

    @Test
    void whatDiffersFromOneJvmToTheNextIsPutInOrder() throws IOException {
        prepare(twoSentences());
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(
                data.resolve(DatasetLayout.part("train", 3, 0)).toUri());
        ParquetFooter footer = ParquetFooter.read(HadoopFiles.fileSystem(file, new Configuration()), file);

        assertThat(footer.encodings())
                .hasSize(5)
                .allSatisfy(encodings ->
                        assertThat(encodings).isSortedAccordingTo(Comparator.comparingInt(Encoding::getValue)));
        assertThat(Files.readString(data.resolve("_maskwise/dataset.json"))).startsWith("""
                        {
                          "formatVersion" : 2,
                          "createdBy" : "maskwise",
                          "paddingId" : 0,
                          "unknownId" : 1,
                          "realTokens" : 4,
                          "cells" : 4,
                          "paddingEfficiency" : 1.0,
                          "unknownRate" : 0.0,
                          "configuration" : {
                        """);
    }

    @Test
    void everyFileSaysWhatItIs() throws IOException {
        prepare(twoSentences());
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(
                data.resolve(DatasetLayout.part("train", 3, 0)).toUri());
        Map<String, String> pairs = new TreeMap<>();
        ParquetFooter.read(HadoopFiles.fileSystem(file, new Configuration()), file)
                .metadata()
                .getKey_value_metadata()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));

        assertThat(pairs)
                .containsEntry("maskwise.format-version", "2")
                .containsEntry("maskwise.tokenizer.kind", "pretokenized")
                .containsEntry("maskwise.padding.padding", "post")
                .containsEntry("maskwise.bounds", "[1, 3]")
                .containsEntry("maskwise.padding-id", "0")
                .containsEntry("maskwise.unknown-id", "1")
                .containsEntry("maskwise.rows-read", "2")
                .containsEntry("maskwise.rows-rejected", "0")
                .containsKeys("maskwise.vocabulary-sha256", "maskwise.inputs")
                .doesNotContainKeys("maskwise.corpus.path", "maskwise.dataset.path");
    }

    @Test
    void itTellsWhatItIsAt() throws IOException {
        List<String> told = new ArrayList<>();
        new Preparation(SPARK, twoSentences()).heardBy(told::add).run(ExistingTarget.REFUSE);
        assertThat(told)
                .containsExactly(
                        "reading and tokenising 1 file",
                        "counting the vocabulary",
                        "planning the buckets",
                        "writing 2 files");
    }

    @Test
    void theReportHasTheKeysThatOthersRelyOn() throws IOException {
        PreparationReport report = new Preparation(SPARK, twoSentences()).run(ExistingTarget.REFUSE);

        assertThat(report.metrics().keySet())
                .containsExactly(
                        "rowsRead",
                        "extraWindows",
                        "rowsWritten",
                        "rowsRejected",
                        "rowsDropped",
                        "realTokens",
                        "cells",
                        "paddingEfficiency",
                        "vocabularySize",
                        "unknownRate",
                        "bytesRead",
                        "seconds");
        assertThat(report.metrics()).containsEntry("realTokens", 4L).containsEntry("paddingEfficiency", 1.0);
    }
}
