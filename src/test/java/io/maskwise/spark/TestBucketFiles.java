package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.BucketPlan;
import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rows of a bucket are dealt to files. */
class TestBucketFiles {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRankIsInOneFileAndFilesAreInOrderAndEven(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 200; trial++) {
            int rows = random.nextInt(1, 60);
            BucketFiles files = new BucketFiles("train", 8, rows, random.nextInt(1, rows + 1), random.nextInt(5));
            List<DatasetPart> parts = files.parts();
            List<Integer> expected = new ArrayList<>();
            parts.forEach(part -> {
                for (int row = 0; row < part.rows(); row++) {
                    expected.add(part.index());
                }
            });
            List<Integer> dealt = new ArrayList<>();
            for (int rank = 0; rank < rows; rank++) {
                dealt.add(files.indexOf(rank));
            }
            assertThat(dealt).as("%s", files).isEqualTo(expected);
            int least = rows / files.files();
            assertThat(parts).allMatch(part -> part.rows() == least || part.rows() == least + 1);
            assertThat(parts.get(0).index()).isEqualTo(files.firstIndex());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ranksAreThoseOfCountingAllFilesInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BucketPlan buckets = new BucketPlan(List.of(2, 5, 9));
        List<List<Integer>> rows = new ArrayList<>();
        List<SortedMap<String, SortedMap<Integer, Long>>> lengths = new ArrayList<>();
        for (int task = 0; task < 6; task++) {
            rows.add(random.ints(random.nextInt(20), 1, 10).boxed().toList());
            SortedMap<String, SortedMap<Integer, Long>> counts = new TreeMap<>();
            rows.get(task)
                    .forEach(length -> counts.computeIfAbsent(split(length), split -> new TreeMap<>())
                            .merge(length, 1L, Long::sum));
            lengths.add(counts);
        }
        RowRanks ranks = new RowRanks(lengths, buckets);
        Map<String, Long> counted = new HashMap<>();
        for (int task = 0; task < 6; task++) {
            RowRanks.Counter counter = ranks.counter(task);
            for (int length : rows.get(task)) {
                int bound = buckets.boundFor(length);
                long expected = counted.merge(split(length) + bound, 1L, Long::sum) - 1;
                assertThat(counter.rank(split(length), bound)).isEqualTo(expected);
            }
        }
    }

    private static String split(int length) {
        return length % 2 == 0 ? "train" : "test";
    }

    @ParameterizedTest
    @CsvSource({
        // rows, tokens, bytes of a file, files
        "100, 1000, 1e9, 1",
        "100, 1000, 3950, 1", // 100 * 12 + 1000 * (15 + 1 + 5 + 1) / 8 = 3950
        "100, 1000, 3949, 2",
        "100, 1000, 400, 10",
        "3, 1000, 1, 3", // a file has a row at least
    })
    void aBucketHasAsManyFilesAsItsEstimatedBytesNeed(long rows, long tokens, double fileBytes, int files) {
        StoredSize size = new StoredSize(15, 5, Labelling.PER_TOKEN);
        assertThat(size.files(new BucketCounts(16, rows, tokens), fileBytes)).isEqualTo(files);
    }
}
