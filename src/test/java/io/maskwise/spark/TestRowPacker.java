package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRowPacker {
    private static List<ReadItem> all(Iterator<ReadItem> items) {
        List<ReadItem> list = new ArrayList<>();
        items.forEachRemaining(list::add);
        return list;
    }

    private static List<String> words(SplittableRandom random, int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + random.nextInt(15)).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsPackedComesBackInItsOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ReadItem> items = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            int length = random.nextInt(1, 8);
            List<String> labels = words(random, List.of(0, 1, length).get(random.nextInt(3)));
            TokenizedRecord record = random.nextInt(5) == 0
                    ? new RejectedRecord(new SourcePosition("a", row + 1), "reason", "detail")
                    : new TokenizedExample(
                            new SourcePosition("a", row + 1),
                            words(random, length),
                            labels,
                            words(random, random.nextInt(3)));
            items.add(new SourceRow(new RowOrigin(3, row, "train"), record, random.nextInt(2)));
        }
        items.add(FileSummary.failed(3, "why"));

        List<ReadItem> packed = all(RowPacker.packed(items.iterator()));
        assertThat(packed)
                .hasSameSizeAs(items)
                .noneMatch(item -> item instanceof SourceRow row && row.record() instanceof TokenizedExample);
        assertThat(packed.stream()
                        .filter(PackedRow.class::isInstance)
                        .flatMap(row -> ((PackedRow) row).newNames().stream()))
                .doesNotHaveDuplicates()
                .hasSize(15);
        assertThat(all(RowUnpacker.unpacked(packed.iterator()))).isEqualTo(items);
    }
}
