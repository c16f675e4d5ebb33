package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.BucketPlan;
import io.maskwise.text.Labelling;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSplitTally {
    private static final BucketPlan PLAN = new BucketPlan(List.of(3, 9));

    private static DatasetRow row(Random random, int ordinal) {
        RowOrigin origin = new RowOrigin(ordinal / 10, ordinal % 10, "train");
        return switch (random.nextInt(4)) {
            case 0 ->
                new RejectedRow(
                        origin,
                        new RejectedRecord(
                                new SourcePosition("a", 1 + ordinal), "reason-" + random.nextInt(2), "row " + ordinal));
            case 1 -> new DroppedRow(origin, "too-long");
            default ->
                new EncodedRow(
                        origin,
                        RowName.ofWindow(new SourcePosition("a", 1), random.nextInt(3)),
                        random.ints(1 + random.nextInt(9), 1, 4).toArray(),
                        new int[0],
                        Labelling.NONE,
                        random.nextInt(2));
        };
    }

    private static SplitTally tally(List<DatasetRow> rows) {
        SplitTally tally = new SplitTally();
        rows.forEach(tally::add);
        return tally;
    }

    /** All that a tally tells. */
    private static List<Object> told(SplitTally tally) {
        return List.of(
                tally.rejected(),
                tally.dropped(),
                tally.lengths(),
                tally.rowsTruncated(),
                tally.tokensTruncated(),
                tally.unknownTokens(),
                tally.extraWindows(),
                tally.firstRejection(),
                tally.buckets(PLAN));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyPartsInAnyOrderAreTheWhole(long seed) {
        Random random = new Random(seed);
        List<DatasetRow> rows = new ArrayList<>();
        for (int ordinal = 0; ordinal < 50; ordinal++) {
            rows.add(row(random, ordinal));
        }
        List<Object> whole = told(tally(rows));
        int first = IntStream.range(0, rows.size())
                .filter(ordinal -> rows.get(ordinal) instanceof RejectedRow)
                .findFirst()
                .orElseThrow();
        assertThat(tally(rows).firstRejection()).isEqualTo("row " + first);

        for (int trial = 0; trial < 20; trial++) {
            Collections.shuffle(rows, random);
            SplitTally merged = new SplitTally();
            for (int from = 0; from < rows.size(); ) {
                int to = from + random.nextInt(rows.size() - from + 1);
                SplitTally part = tally(rows.subList(from, to));
                merged = random.nextBoolean() ? merged.merge(part) : part.merge(merged);
                from = to;
            }
            assertThat(told(merged)).isEqualTo(whole);
        }
    }
}
