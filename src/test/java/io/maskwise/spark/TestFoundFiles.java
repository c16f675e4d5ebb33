package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.binaryfile.BinaryFileFormat;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checkpoint of a real stream says of its batches, beside what Spark hands over. */
class TestFoundFiles {
    private static final SparkSession SPARK = SparkSessions.local().newSession();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before every test
    private Path inbox;

    @SuppressWarnings("NullAway.Init") // set before every test
    private FoundFiles found;

    private final SortedMap<Long, List<String>> logged = new TreeMap<>();
    private final SortedMap<Long, List<String>> handedOver = new TreeMap<>();

    /** Spark puts its log's entries together every tenth batch unless told otherwise. */
    @BeforeAll
    static void putEntriesTogetherEveryThirdBatch() {
        SPARK.conf().set("spark.sql.streaming.fileSource.log.compactInterval", 3);
    }

    @BeforeEach
    void makeFolders() throws IOException {
        inbox = Files.createDirectory(folder.resolve("in 100% box"));
        found = new FoundFiles(SPARK, folder.resolve("checkpoint").toString());
    }

    private void drop(String name) throws IOException {
        Path hidden = Files.writeString(inbox.resolve("." + name), name);
        Files.move(hidden, inbox.resolve(name));
    }

    /** Reads what is there, until a batch fails. */
    private void read(int filesPerBatch, long failing) throws Exception {
        SPARK.readStream()
                .format("binaryFile")
                .schema(BinaryFileFormat.schema())
                .option("maxFilesPerTrigger", filesPerBatch)
                .load(inbox.toString())
                .select("path")
                .writeStream()
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch((Dataset<Row> files, Long batch) -> {
                    if (batch == failing) {
                        throw new IllegalStateException("told to fail");
                    }
                    logged.put(batch, names(found.of(batch)));
                    handedOver.put(
                            batch,
                            names(files.collectAsList().stream()
                                    .map(row -> new org.apache.hadoop.fs.Path(row.getString(0)))
                                    .distinct() // one beside {x}[y].txt comes twice
                                    .toList()));
                })
                .start()
                .awaitTermination();
    }

    private static List<String> names(List<org.apache.hadoop.fs.Path> paths) {
        return paths.stream().map(org.apache.hadoop.fs.Path::getName).sorted().toList();
    }

    @Test
    void areThoseThatSparkHandsOverWhereNoneGoes() throws Exception {
        List<String> names = new ArrayList<>(List.of("a b.txt", "a%20b.txt", "ä+&#.txt", "100%.txt", "{x}[y].txt"));
        IntStream.range(0, 5).forEach(i -> names.add("file-" + i + ".txt"));
        for (String name : names) {
            drop(name);
        }
        read(2, -1);
        assertThat(logged).hasSize(5).isEqualTo(handedOver);
        assertThat(logged.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(folder.resolve("checkpoint/sources/0/2.compact")).exists();
        for (long batch = 0; batch < 5; batch++) {
            assertThat(names(found.of(batch))).isEqualTo(logged.get(batch));
        }
    }

    @Test
    void nameWhatWentAfterItWasFoundAndIsNotHandedOver() throws Exception {
        drop("a");
        read(2, -1);
        drop("b");
        drop("c");
        assertThatThrownBy(() -> read(2, 1)).hasMessageContaining("told to fail");
        Files.delete(inbox.resolve("c"));
        read(2, -1);
        assertThat(logged).containsEntry(0L, List.of("a")).containsEntry(1L, List.of("b", "c"));
        assertThat(handedOver).containsEntry(0L, List.of("a")).containsEntry(1L, List.of("b"));
    }

    @Test
    void nameWhatWentInABatchOfWhichTheLogIsPutTogether() throws Exception {
        for (String name : List.of("a", "b")) {
            drop(name);
            read(1, -1);
        }
        drop("c");
        assertThatThrownBy(() -> read(1, 2)).hasMessageContaining("told to fail");
        assertThat(folder.resolve("checkpoint/sources/0/2.compact")).exists();
        Files.delete(inbox.resolve("c"));
        read(1, -1);
        assertThat(logged).containsEntry(1L, List.of("b")).containsEntry(2L, List.of("c"));
        assertThat(handedOver).containsEntry(2L, List.of());
    }

    @Test
    void areThoseOfTwoEntriesWhereSparkWasKilledBetweenFindingAndBeginning() throws Exception {
        drop("a");
        read(5, -1);
        drop("b");
        assertThatThrownBy(() -> read(5, 1)).hasMessageContaining("told to fail");
        Files.delete(folder.resolve("checkpoint/offsets/1"));
        Files.delete(folder.resolve("checkpoint/offsets/.1.crc"));
        drop("c");
        read(5, -1);
        assertThat(logged).containsEntry(1L, List.of("b", "c")).isEqualTo(handedOver);
    }

    @Test
    void ofABatchThatNeverBeganThereAreNone() throws Exception {
        drop("a");
        read(1, -1);
        assertThatThrownBy(() -> found.of(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The checkpoint %s does not know the batch 1", folder.resolve("checkpoint"));
    }
}
