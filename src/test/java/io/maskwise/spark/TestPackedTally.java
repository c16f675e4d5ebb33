package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPackedTally {
    private static final Vocabulary WORDS = vocabulary("w0", "w3", "w4", "w7");
    private static final Vocabulary TARGETS =
            Vocabulary.ofTargetCounts(Map.of("w1", 9L, "w2", 8L), new VocabularyOptions(1, 0));

    private static Vocabulary vocabulary(String... words) {
        return Vocabulary.ofCounts(
                List.of(words).stream().collect(Collectors.toMap(word -> word, word -> 1L)),
                new VocabularyOptions(1, 0));
    }

    /** Those of the rows looked at one by one. */
    private static Map<String, SplitTally> slow(List<ReadItem> rows, RowEncoder encoder) {
        TreeMap<String, SplitTally> tallies = new TreeMap<>();
        for (ReadItem item : rows) {
            DatasetRow row = encoder.encode((SourceRow) item);
            tallies.computeIfAbsent(row.origin().split(), split -> new SplitTally())
                    .add(row);
        }
        return tallies;
    }

    @ParameterizedTest(name = "{1}, seed {0}")
    @CsvSource({"1, PER_TOKEN", "2, PER_TOKEN", "3, TARGET_SEQUENCE", "4, TARGET_SEQUENCE", "5, TARGET_SEQUENCE"})
    void whatWasCountedTalliesAsTheRowsDo(long seed, Labelling labelling) {
        List<ReadItem> rows = PackedSamples.rows(new SplittableRandom(seed), labelling, 3);
        LabelTable labels = labelling == Labelling.TARGET_SEQUENCE ? TARGETS : LabelSet.of(List.of("w0", "w1", "w2"));
        RowEncoder encoder = new RowEncoder(WORDS, labels, labelling);
        Map<String, SplitTally> slow = slow(rows, encoder);
        assertThat(slow.get("train")).isNotNull().satisfies(train -> {
            assertThat(train.rejected()).isNotEmpty();
            assertThat(train.dropped()).isNotEmpty();
            assertThat(train.unknownTokens()).isPositive();
            assertThat(train.tokensTruncated()).isPositive();
        });
        assertThat(PackedTally.of(PackedSamples.packed(rows).iterator(), encoder))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(slow);
    }

    @ParameterizedTest(name = "{0} of the labels known, seed {1}")
    @CsvSource({"3, 1", "2, 1", "2, 2"})
    void anExampleOfAnUnknownLabelHasToBeLookedAt(int known, long seed) {
        List<ReadItem> rows = PackedSamples.rows(new SplittableRandom(seed), Labelling.PER_TOKEN, 3);
        LabelSet labels = LabelSet.of(List.of("w0", "w1", "w2").subList(0, known));
        Optional<Map<String, SplitTally>> counted = PackedTally.of(
                PackedSamples.packed(rows).iterator(), new RowEncoder(WORDS, labels, Labelling.PER_TOKEN));
        assertThat(counted.isPresent()).isEqualTo(known == 3);
    }

    @Test
    void rowsOfMoreSizesThanAreCountedHaveToBeLookedAt() {
        SplitCounter counter = new SplitCounter();
        RowOrigin origin = new RowOrigin(0, 0, "train");
        SourcePosition position = new SourcePosition("a", 1);
        for (int row = 0; row <= SplitCounter.MOST_SIZES; row++) {
            assertThat(counter.tooManySizes()).isFalse();
            counter.add(new PackedRow(origin, position, new int[row % 300], new int[0], new int[row / 300], 0));
        }
        assertThat(counter.tooManySizes()).isTrue();
        PackedCounts counts = new PackedCounts(new TreeMap<>(Map.of("train", counter)));
        RowEncoder encoder = new RowEncoder(WORDS, TARGETS, Labelling.TARGET_SEQUENCE);
        assertThat(PackedTally.of(List.<ReadItem>of(counts).iterator(), encoder))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"PER_TOKEN", "TARGET_SEQUENCE"})
    void aFileWithoutARowHasNoTallies(Labelling labelling) {
        LabelTable labels = labelling == Labelling.TARGET_SEQUENCE ? TARGETS : LabelSet.of(List.of("w0"));
        assertThat(PackedTally.of(PackedSamples.packed(List.of()).iterator(), new RowEncoder(WORDS, labels, labelling)))
                .get()
                .isEqualTo(new TreeMap<>());
    }
}
