package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset as a reader sees it that is not Spark's, and knows nothing of this project. */
class TestDatasetInDuckDb {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private static int[] numbers(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray())
                .mapToInt(value -> ((Number) value).intValue())
                .toArray();
    }

    @Test
    void arraysAreRectangularAndEqual() throws IOException, SQLException {
        Path data = TaggedData.prepare(SPARK, folder, 3);
        PreparedDataset dataset = PreparedDataset.open(SPARK, data.toString());
        assertThat(dataset.metadata().counts("train").buckets())
                .allMatch(bucket -> bucket.files() > 1, "has several files");
        for (String split : dataset.metadata().splits().keySet()) {
            Map<String, PaddedSequence> rows = dataset.split(split).collectAsList().stream()
                    .map(row -> SequenceCodec.decode(row, dataset.labelling()))
                    .collect(Collectors.toMap(PaddedSequence::id, row -> row));
            assertThat(rows).isNotEmpty();
            assertSame(data, split, rows);
        }
    }

    private static void assertSame(Path data, String split, Map<String, PaddedSequence> rows) throws SQLException {
        String query = "SELECT id, tokens, mask, length, labels, bucket FROM read_parquet('" + data
                + "/split=*/bucket=*/*.parquet', hive_partitioning = true) WHERE split = '" + split + "'";
        int found = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                PaddedSequence row = Objects.requireNonNull(rows.get(result.getString("id")), "a row not Spark's");
                int[] tokens = numbers(result.getArray("tokens"));
                Object[] mask = (Object[]) result.getArray("mask").getArray();
                assertThat(tokens).isEqualTo(row.tokens()).hasSize(result.getInt("bucket"));
                assertThat(numbers(result.getArray("labels")))
                        .isEqualTo(row.labels())
                        .hasSameSizeAs(tokens);
                assertThat(mask).hasSameSizeAs(tokens);
                assertThat(result.getInt("length")).isEqualTo((int)
                        Arrays.stream(mask).filter(Boolean.TRUE::equals).count());
                assertThat(IntStream.range(0, mask.length).filter(step -> !(Boolean) mask[step]))
                        .allMatch(step -> tokens[step] == 0);
                found++;
            }
        }
        assertThat(found).isEqualTo(rows.size());
    }
}
