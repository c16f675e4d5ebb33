package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder that grows, and the predictions of it. */
class TestPredictWatch {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static SmallProject project;

    @SuppressWarnings("NullAway.Init") // set before every test
    private Path inbox;

    @SuppressWarnings("NullAway.Init") // set before every test
    private Path out;

    @BeforeAll
    static void train() throws Exception {
        project = new SmallProject(folder);
        project.run(new PrepareCommand(), project.data());
        project.run(new TrainCommand(), project.all());
    }

    @BeforeEach
    void makeFolders(TestInfo test) throws IOException {
        String name = test.getTestMethod().orElseThrow().getName();
        inbox = Files.createDirectories(folder.resolve(name + "/in box"));
        out = folder.resolve(name + "/out");
    }

    private Outcome watch(String... more) throws Exception {
        return watch(ExistingOutput.REFUSE, more);
    }

    private Outcome watch(ExistingOutput existing, String... more) throws Exception {
        List<String> assignments = project.all(
                "corpus.format=lines",
                "corpus.path=" + inbox,
                "corpus.splits={new = \"*.txt\"}",
                "predict.split=new",
                "predict.path=" + out,
                "predict.watch.active=true",
                "predict.watch.trigger=available-now");
        assignments.addAll(List.of(more));
        return project.run(new PredictCommand(), existing, assignments);
    }

    /** A file that is there at once, as whoever fills such a folder must see to. */
    private void drop(String name, String content) throws IOException {
        Path hidden = Files.writeString(inbox.resolve("." + name), content);
        Files.move(hidden, inbox.resolve(name));
    }

    /** Id and batch of every prediction. */
    private List<String> predicted() {
        return SparkSessions.local().read().parquet(out.toString()).orderBy("batch", "id").collectAsList().stream()
                .map(row -> row.<Integer>getAs("batch") + " " + row.<String>getAs("id"))
                .toList();
    }

    @Test
    void predictsEachFileOnceAcrossRestarts() throws Exception {
        drop("a.txt", "a b\n\nc\n");
        drop("b.txt", "d\n");
        drop("other.csv", "e\n");
        Outcome first = watch();
        assertThat(first.status()).isEqualTo(Status.DONE);
        assertThat(first.metrics())
                .containsEntry("batches", 1)
                .containsEntry("rowsRead", 4L)
                .containsEntry("rowsWritten", 3L)
                .containsEntry("rowsRejected", 1L);
        assertThat(predicted()).containsExactly("0 a.txt:1", "0 a.txt:3", "0 b.txt:1");

        assertThat(watch().status()).isEqualTo(Status.ALREADY_COMPLETE);
        drop("empty.txt", "");
        drop("c.txt", "f\n");
        // Older than what was read by more than the week in which Spark would look for files by itself.
        Files.setLastModifiedTime(
                inbox.resolve("c.txt"), FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        assertThat(watch().metrics()).containsEntry("rowsRead", 1L).containsEntry("rowsWritten", 1L);
        assertThat(predicted()).containsExactly("0 a.txt:1", "0 a.txt:3", "0 b.txt:1", "1 c.txt:1");
        assertThat(Files.readString(out.resolve("batch=000000/_maskwise/rejected/part-00000.jsonl")))
                .contains("\"line\":2,\"reason\":\"empty-text\"");
    }

    @Test
    void repeatsNothingThatWasPublishedBeforeItWasRemembered() throws Exception {
        drop("a.txt", "a b\n");
        watch();
        Path commit = out.resolve("_maskwise/checkpoint/commits/0");
        FileTime published = Files.getLastModifiedTime(out.resolve("batch=000000/part-00000.parquet"));
        Files.delete(commit);
        Files.deleteIfExists(commit.resolveSibling(".0.crc"));
        drop("b.txt", "c\n");
        watch();
        assertThat(commit).exists();
        assertThat(predicted()).containsExactly("0 a.txt:1", "1 b.txt:1");
        assertThat(Files.getLastModifiedTime(out.resolve("batch=000000/part-00000.parquet")))
                .isEqualTo(published);
    }

    @Test
    void takesFilesOneByOneIfAsked() throws Exception {
        drop("a.txt", "a\n");
        drop("b.txt", "b\n");
        assertThat(watch("predict.watch.files-per-batch=1").metrics()).containsEntry("batches", 2);
        assertThat(predicted()).hasSize(2).anyMatch(row -> row.startsWith("1 "));
    }

    @Test
    void goesOnUntilItIsStopped() throws Exception {
        int before = project.reached().size();
        drop("a.txt", "a\n");
        CompletableFuture<Outcome> watching = CompletableFuture.supplyAsync(() -> {
            try {
                return watch("predict.watch.trigger=every", "predict.watch.every-seconds=0.1");
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        await(out.resolve("batch=000000/_SUCCESS"), watching);
        drop("b.txt", "b\n");
        await(out.resolve("batch=000001/_SUCCESS"), watching);
        // What is published is told of a moment later.
        while (project.reached().size() < before + 2 && !watching.isDone()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        for (StreamingQuery query : SparkSessions.local().streams().active()) {
            query.stop();
        }
        assertThat(watching.get(60, TimeUnit.SECONDS).metrics()).containsEntry("batches", 2);
        assertThat(predicted()).containsExactly("0 a.txt:1", "1 b.txt:1");
        assertThat(project.reached()).isNotEmpty();
    }

    private static void await(Path file, CompletableFuture<Outcome> watching) throws Exception {
        while (!Files.exists(file)) {
            if (watching.isDone()) {
                watching.get();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void refusesToGoOnWithAnotherModelUnlessToBeginAnew() throws Exception {
        drop("a.txt", "a\n");
        watch();
        assertThatThrownBy(() -> watch("predict.all-probabilities=true"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessageContaining("they were begun otherwise: predict.all-probabilities was false and is true");
        assertThat(watch(ExistingOutput.OVERWRITE, "predict.all-probabilities=true")
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(predicted()).containsExactly("0 a.txt:1");
    }

    @Test
    void namesAFileThatCannotBeReadAndGoesOnWithoutIt() throws Exception {
        drop("a.txt", "a\n");
        Files.write(inbox.resolve("b.txt"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
        assertThatThrownBy(this::watch)
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining("b.txt");
        assertThat(out.resolve("batch=000000")).doesNotExist();
        Files.delete(inbox.resolve("b.txt"));
        project.printed();
        watch();
        assertThat(warningsOfFiles()).containsExactly(warning("b.txt", "gone"));
        assertThat(predicted()).containsExactly("0 a.txt:1");
    }

    @Test
    void tellsOfEveryFileThatWentBetweenBeingFoundAndBeingRead() throws Exception {
        drop("a.txt", "a\n");
        watch();
        drop("b.txt", "b\n");
        drop("c.txt", "c\n");
        drop("d.txt", "d\n");
        Files.write(inbox.resolve("e.txt"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(this::watch).hasMessageContaining("e.txt"); // the batch has begun: its files are found
        Files.delete(inbox.resolve("b.txt"));
        Files.delete(inbox.resolve("d.txt"));
        Files.createDirectory(inbox.resolve("d.txt"));
        Files.writeString(inbox.resolve("d.txt/in.txt"), "no file of the folder that is watched\n");
        Files.delete(inbox.resolve("e.txt"));
        project.printed();
        Outcome after = watch();
        assertThat(warningsOfFiles())
                .containsExactlyInAnyOrder(
                        warning("b.txt", "gone"), warning("d.txt", "a folder now"), warning("e.txt", "gone"));
        assertThat(after.metrics()).containsEntry("rowsRead", 1L);
        assertThat(predicted()).containsExactly("0 a.txt:1", "1 c.txt:1");
        watch();
        assertThat(warningsOfFiles()).isEmpty();
    }

    private List<String> warningsOfFiles() {
        return project.printed()
                .lines()
                .filter(line -> line.contains("it was found"))
                .toList();
    }

    private String warning(String name, String what) {
        return "maskwise: warning: the file file:" + inbox.resolve(name) + " is " + what
                + ": it was found, and not predicted";
    }

    @Test
    void goesOnWhereNothingIsLeftOfWhatItFound() throws Exception {
        Files.write(inbox.resolve("b.txt"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(this::watch).hasMessageContaining("b.txt of the split new: it is compressed by gzip");
        Files.delete(inbox.resolve("b.txt"));
        project.printed();
        assertThat(watch().status()).isEqualTo(Status.ALREADY_COMPLETE);
        assertThat(warningsOfFiles()).containsExactly(warning("b.txt", "gone"));
        drop("a.txt", "a\n");
        watch();
        assertThat(predicted()).containsExactly("1 a.txt:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corpus.format=parquet | Invalid predict.watch.active: true (must be false: only files of text can be"
                        + " watched)",
                "corpus.splits={new = \"a.txt, b.txt\"} | Invalid corpus.splits: a.txt, b.txt (must be one name or pattern"
                        + " of files in the folder corpus.path itself, such as *.txt)",
                "corpus.splits={new = \"day=*/*.txt\"} | Invalid corpus.splits: day=*/*.txt (must be one name",
                "predict.from=dataset | Invalid predict.watch.active: true (must be false, as a dataset is complete)",
                "corpus.path=/nowhere | Cannot read the corpus /nowhere: there is no such folder (set corpus.path)",
            })
    void refusesWhatCannotBeWatched(String assignment, String message) {
        assertThatThrownBy(() -> watch(assignment))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith(message);
    }
}
