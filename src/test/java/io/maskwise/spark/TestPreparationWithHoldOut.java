package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.HoldOutOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestPreparationWithHoldOut {
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

    private static HoldOutOptions holdOut(long seed) {
        return new HoldOutOptions(Map.of("test", 0.2, "validation", 0.1), seed);
    }

    private PreparationOptions conllu(Map<String, String> splits, HoldOutOptions holdOut) {
        return Corpora.options(Corpora.conllu(corpus, splits).with(holdOut), data);
    }

    private PreparationOptions lines(Map<String, String> splits, HoldOutOptions holdOut) {
        return Corpora.options(Corpora.lines(corpus, splits).with(holdOut), data);
    }

    private static DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REPLACE).metadata();
    }

    /** The split of every row, by its id. */
    private Map<String, String> splitsOfRows() {
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        Map<String, String> splits = new TreeMap<>();
        for (String split : dataset.splits()) {
            rows(dataset, split)
                    .forEach(row -> assertThat(splits.put(row.id(), split)).isNull());
        }
        return splits;
    }

    private static List<PaddedSequence> rows(PreparedDataset dataset, String split) {
        return dataset.split(split).collectAsList().stream()
                .map(row -> SequenceCodec.decode(row, dataset.labelling()))
                .toList();
    }

    private List<String> rejectedOf(String split) throws IOException {
        return Files.readAllLines(data.resolve(DatasetLayout.rejected(0))).stream()
                .filter(line -> line.startsWith("{\"split\":\"" + split + "\","))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theAccountOfEverySplitCloses(long seed) throws IOException {
        Corpora.write(corpus.resolve("a.conllu"), Corpora.randomConllu(new SplittableRandom(seed), 400));
        DatasetMetadata metadata = prepare(conllu(Map.of("train", "a.conllu"), holdOut(seed)));

        assertThat(metadata.splits().keySet()).containsExactly("test", "train", "validation");
        assertThat(metadata.total(SplitCounts::rowsRead)).isEqualTo(400);
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        for (Map.Entry<String, SplitCounts> split : metadata.splits().entrySet()) {
            SplitCounts counts = split.getValue();
            assertThat(counts.rowsRead()).isEqualTo(counts.rowsWritten() + counts.rowsRejected());
            assertThat(counts.rowsRejected()).isPositive();
            assertThat(rows(dataset, split.getKey())).hasSize((int) counts.rowsWritten());
            assertThat(rejectedOf(split.getKey())).hasSize((int) counts.rowsRejected());
        }
        assertThat(metadata.counts("test").rowsRead()).isBetween(40L, 120L);
        assertThat(metadata.counts("validation").rowsRead()).isBetween(10L, 70L);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void rowsStayWhereTheyAreWhenOthersCome(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        String first = Corpora.randomConllu(random, 100);
        Corpora.write(corpus.resolve("b.conllu"), first);
        prepare(conllu(Map.of("train", "b.conllu"), holdOut(seed)));
        Map<String, String> before = splitsOfRows();

        Corpora.write(corpus.resolve("b.conllu"), first + Corpora.randomConllu(random, 100));
        Corpora.write(corpus.resolve("a.conllu"), Corpora.randomConllu(random, 50));
        prepare(conllu(Map.of("train", "a.conllu, b.conllu"), holdOut(seed)));
        Map<String, String> after = splitsOfRows();

        assertThat(after).containsAllEntriesOf(before).hasSizeGreaterThan(before.size() + 100);
        prepare(conllu(Map.of("train", "a.conllu, b.conllu"), holdOut(seed + 100)));
        assertThat(splitsOfRows().keySet()).isEqualTo(after.keySet());
        assertThat(splitsOfRows()).isNotEqualTo(after);
    }

    @Test
    void theVocabularyIsOfTheRowsThatAreNotHeldOut() throws IOException {
        List<String> words = IntStream.range(0, 200).mapToObj(i -> "w" + i).toList();
        Corpora.write(corpus.resolve("a.txt"), String.join("\n", words) + "\n");
        DatasetMetadata metadata = prepare(lines(Map.of("train", "a.txt"), holdOut(7)));

        Set<String> known = new HashSet<>();
        splitsOfRows().forEach((id, split) -> {
            if (split.equals("train")) {
                known.add(words.get(Integer.parseInt(id.substring("a.txt:".length())) - 1));
            }
        });
        Vocabulary vocabulary = PreparedDataset.open(SPARK, data.toString()).vocabulary();
        assertThat(IntStream.range(vocabulary.firstTokenId(), vocabulary.size()).mapToObj(vocabulary::token))
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(metadata.counts("train").unknownRate()).isZero();
        assertThat(metadata.counts("test").unknownRate()).isEqualTo(1);
    }

    @Test
    void labelsThatOnlyHeldOutRowsHaveAreUnknown() throws IOException {
        StringBuilder rows = new StringBuilder("label\ttext\n");
        IntStream.range(0, 60).forEach(i -> rows.append("L").append(i).append("\ta\n"));
        Corpora.write(corpus.resolve("a.tsv"), rows.toString());
        DatasetMetadata metadata = prepare(Corpora.options(
                Corpora.delimited(corpus, Map.of("train", "a.tsv")).with(holdOut(3)), data));

        SplitCounts test = metadata.counts("test");
        assertThat(test.rowsRead()).isPositive();
        assertThat(test.rejected()).isEqualTo(Map.of("unknown-label", test.rowsRead()));
        assertThat(metadata.labels().size())
                .isEqualTo((int) metadata.counts("train").rowsWritten());
        assertThat(rejectedOf("test")).hasSize((int) test.rowsRead());
    }

    @Test
    void splitsThatHaveFilesKeepThem() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "a\n".repeat(50));
        Corpora.write(corpus.resolve("b.txt"), "b\n".repeat(50));
        prepare(lines(Map.of("train", "a.txt", "dev", "b.txt"), holdOut(1)));

        Map<String, String> splits = splitsOfRows();
        splits.forEach((id, split) -> assertThat(split.equals("dev")).as(id).isEqualTo(id.startsWith("b.txt:")));
        assertThat(splits).containsValues("test", "validation", "train");
    }

    @Test
    void aHeldOutSplitMayBeEmpty() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "a\n");
        DatasetMetadata metadata =
                prepare(lines(Map.of("train", "a.txt"), new HoldOutOptions(Map.of("test", 0.0001), 1)));
        assertThat(metadata.counts("test").rowsRead()).isZero();
        assertThat(metadata.counts("train").rowsWritten()).isEqualTo(1);
    }

    @Test
    void aCorpusOfWhichAllIsHeldOutSaysSo() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "a\n");
        assertThatThrownBy(() ->
                        prepare(lines(Map.of("train", "a.txt"), new HoldOutOptions(Map.of("test", 0.9999), 1))))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot prepare the split train: every record of its files is held out (lower"
                        + " corpus.hold-out.fractions, or change corpus.hold-out.seed)");
        assertThat(data).doesNotExist();
    }
}
