package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.BucketPlan;
import io.maskwise.text.Labelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rows of a bucket are dealt to files. */
class TestBucketFiles {
    private record Row(String split, int length) {}

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
        List<List<Row>> rows = new ArrayList<>();
        List<TreeMap<String, TreeMap<Integer, Long>>> lengths = new ArrayList<>();
        for (int file = 0; file < 6; file++) {
            List<Row> ofFile = random.ints(random.nextInt(20), 1, 10)
                    .mapToObj(length -> new Row(random.nextBoolean() ? "train" : "test", length))
                    .toList();
            TreeMap<String, TreeMap<Integer, Long>> counts = new TreeMap<>();
            ofFile.forEach(row -> counts.computeIfAbsent(row.split(), split -> new TreeMap<>())
                    .merge(row.length(), 1L, Long::sum));
            rows.add(ofFile);
            lengths.add(counts);
        }
        RowRanks ranks = new RowRanks(lengths, buckets);
        Map<String, Long> counted = new HashMap<>();
        for (int file = 0; file < 6; file++) {
            RowRanks.Counter task = ranks.counter();
            for (Row row : rows.get(file)) {
                int bound = buckets.boundFor(row.length());
                long expected = counted.merge(row.split() + bound, 1L, Long::sum) - 1;
                assertThat(task.rank(file, row.split(), bound)).isEqualTo(expected);
            }
        }
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
