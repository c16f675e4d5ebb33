package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.BucketPlan;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

class TestPackedChunks {
    private static final VocabularyOptions ALL = new VocabularyOptions(1, 0);
    private static final Vocabulary WORDS = Vocabulary.ofCounts(Map.of("w0", 4L, "w3", 3L, "w4", 2L, "w7", 1L), ALL);
    private static final Vocabulary TARGETS = Vocabulary.ofTargetCounts(Map.of("w1", 9L, "w2", 8L), ALL);
    private static final int FILES = 3;

    private static List<EncodedRow> slow(List<ReadItem> packed, RowEncoder encoder) {
        List<EncodedRow> rows = new ArrayList<>();
        PackedEncoder.encoded(packed.iterator(), encoder).forEachRemaining(row -> {
            if (row instanceof EncodedRow encoded) {
                rows.add(encoded);
            }
        });
        return rows;
    }

    private static DatasetPlan plan(List<List<ReadItem>> files, RowEncoder encoder, double fileBytes) {
        SortedMap<String, SplitTally> all = new TreeMap<>();
        List<SortedMap<String, SortedMap<Integer, Long>>> lengths = new ArrayList<>();
        for (List<ReadItem> file : files) {
            SortedMap<String, SplitTally> tallies = new TreeMap<>();
            for (EncodedRow row : slow(file, encoder)) {
                tallies.computeIfAbsent(row.origin().split(), split -> new SplitTally())
                        .add(row);
            }
            SortedMap<String, SortedMap<Integer, Long>> ofFile = new TreeMap<>();
            tallies.forEach((split, tally) -> {
                ofFile.put(split, tally.lengths());
                all.merge(
                        split,
                        tally,
                        (one, other) -> new SplitTally().merge(one).merge(other));
            });
            lengths.add(ofFile);
        }
        DatasetAccount account = new DatasetAccount(List.of(), List.of(), lengths, all);
        StoredSize size = StoredSize.of(encoder.vocabulary(), encoder.labels(), encoder.labelling());
        return new DatasetPlan(new BucketPlan(List.of(2, 5, 12, 256, 5_001)), account, size, fileBytes);
    }

    private static List<List<Object>> told(Iterator<Tuple2<RowKey, byte[]>> chunks) {
        List<List<Object>> told = new ArrayList<>();
        chunks.forEachRemaining(chunk -> told.add(List.of(chunk._1(), ByteBuffer.wrap(chunk._2()))));
        return told;
    }

    private static List<ReadItem> file(int index, long seed, Labelling labelling) {
        List<ReadItem> rows = new ArrayList<>();
        for (ReadItem item : PackedSamples.rows(new SplittableRandom(seed + index), labelling, 3)) {
            SourceRow row = (SourceRow) item;
            RowOrigin origin =
                    new RowOrigin(index, row.origin().ordinal(), row.origin().split());
            rows.add(new SourceRow(origin, row.record(), row.tokensCut()));
        }
        return PackedSamples.packed(rows);
    }

    @ParameterizedTest(name = "{1}, {2} of 3 labels known, seed {0}")
    @CsvSource({
        "1, PER_TOKEN, 3",
        "2, PER_TOKEN, 2",
        "3, PER_TOKEN, 2",
        "4, TARGET_SEQUENCE, 3",
        "5, TARGET_SEQUENCE, 3",
        "6, TARGET_SEQUENCE, 3"
    })
    void theyAreThoseOfTheRows(long seed, Labelling labelling, int known) {
        LabelTable labels = labelling == Labelling.TARGET_SEQUENCE
                ? TARGETS
                : LabelSet.of(List.of("w0", "w1", "w2").subList(0, known));
        RowEncoder encoder = new RowEncoder(WORDS, labels, labelling);
        List<List<ReadItem>> files = new ArrayList<>();
        for (int index = 0; index < FILES; index++) {
            files.add(file(index, seed, labelling));
        }
        DatasetPlan plan = plan(files, encoder, 200);
        assertThat(plan.parts()).hasSizeGreaterThan(9);
        for (List<ReadItem> file : files) {
            Iterator<Tuple2<RowKey, EncodedRow>> placed =
                    plan.placed(slow(file, encoder).iterator());
            assertThat(told(new PackedChunks(file.iterator(), encoder, plan))).isEqualTo(told(new RowChunks(placed)));
        }
    }

    @ParameterizedTest(name = "{1}, seed {0}")
    @CsvSource({"7, PER_TOKEN", "8, TARGET_SEQUENCE"})
    void theyAreThoseOfLongRowsAndManyNamesToo(long seed, Labelling labelling) {
        List<ReadItem> rows = PackedSamples.largeRows(new SplittableRandom(seed), labelling);
        List<ReadItem> file = PackedSamples.packed(rows);
        assertThat(file.stream().filter(PackedRows.class::isInstance)).hasSizeGreaterThan(5);
        LabelTable labels = labelling == Labelling.TARGET_SEQUENCE ? TARGETS : LabelSet.of(List.of("w0", "w1"));
        RowEncoder encoder = new RowEncoder(WORDS, labels, labelling);
        DatasetPlan plan = plan(List.of(file), encoder, 1e9);
        Iterator<Tuple2<RowKey, EncodedRow>> placed =
                plan.placed(slow(file, encoder).iterator());
        List<List<Object>> slow = told(new RowChunks(placed));
        assertThat(slow).hasSizeGreaterThan(plan.parts().size());
        assertThat(told(new PackedChunks(file.iterator(), encoder, plan))).isEqualTo(slow);
    }

    @Test
    void aFileWithoutARowHasNone() {
        RowEncoder encoder = new RowEncoder(WORDS, LabelSet.of(List.of("w0")), Labelling.PER_TOKEN);
        List<ReadItem> nothing = PackedSamples.packed(List.of());
        PackedChunks chunks = new PackedChunks(nothing.iterator(), encoder, plan(List.of(nothing), encoder, 200));
        assertThat(chunks.hasNext()).isFalse();
        assertThatThrownBy(chunks::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("Cannot read on: the task has no more rows");
    }
}
