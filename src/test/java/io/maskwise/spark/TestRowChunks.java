package io.maskwise.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.text.Labelling;
import io.maskwise.text.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

class TestRowChunks {
    private static Tuple2<RowKey, EncodedRow> placed(SplittableRandom random, int ordinal, int parts, int longest) {
        RowKey key = new RowKey(random.nextInt(parts), 2, ordinal, 0);
        int[] tokens =
                random.ints(random.nextInt(1, longest), 0, Integer.MAX_VALUE).toArray();
        int[] labels = random.ints(random.nextInt(3), 0, 300).toArray();
        EncodedRow row = new EncodedRow(
                new RowOrigin(2, ordinal, "train"),
                RowName.whole(new SourcePosition("δ", ordinal + 1)),
                tokens,
                labels,
                Labelling.NONE,
                0);
        return new Tuple2<>(key, row);
    }

    private static String text(byte[] id, int[] tokens, int[] labels) {
        return new String(id, UTF_8) + Arrays.toString(tokens) + Arrays.toString(labels);
    }

    /** What the rows of a part are, in the order in which its chunks put them. */
    private static List<String> rows(List<Tuple2<RowKey, byte[]>> chunks, int part) {
        List<String> rows = new ArrayList<>();
        for (Tuple2<RowKey, byte[]> chunk : chunks) {
            if (chunk._1().partition() == part) {
                RowChunk.rows(chunk._2()).forEachRemaining(row -> rows.add(text(row.id(), row.tokens(), row.labels())));
            }
        }
        return rows;
    }

    @ParameterizedTest(name = "{1} rows of up to {2} tokens for {3} parts, seed {0}")
    @CsvSource({"1, 0, 10, 1", "2, 1, 10, 1", "3, 5000, 40, 7", "4, 40000, 300, 900", "5, 20, 60000, 3"})
    void everyRowComesOutOnceInItsOrder(long seed, int count, int longest, int parts) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tuple2<RowKey, EncodedRow>> placed = new ArrayList<>();
        for (int ordinal = 0; ordinal < count; ordinal++) {
            placed.add(placed(random, ordinal, parts, longest));
        }
        List<Tuple2<RowKey, byte[]>> chunks = new ArrayList<>();
        Iterator<Tuple2<RowKey, byte[]>> made = new RowChunks(placed.iterator());
        made.forEachRemaining(chunks::add);
        chunks.sort(Comparator.comparing(Tuple2::_1));

        for (int part = 0; part < parts; part++) {
            int wanted = part;
            List<String> expected = placed.stream()
                    .filter(row -> row._1().partition() == wanted)
                    .map(row -> text(
                            row._2().id().getBytes(UTF_8),
                            row._2().tokens(),
                            row._2().labels()))
                    .toList();
            assertThat(rows(chunks, part)).as("part %d", part).isEqualTo(expected);
        }
    }
}
