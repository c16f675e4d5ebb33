package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.report.Terminal;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prepare} from its words to its exit code, on the session that all tests share. */
class TestPrepareCommand {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeCorpus() throws IOException {
        Files.writeString(folder.resolve("a.tsv"), "label\ttext\nA\ta b c d e\nB\t\nA\ta b\n");
    }

    /** The command, which does not end the session. */
    private record OnSharedSession(Command command) implements Command {
        @Override
        public String name() {
            return command.name();
        }

        @Override
        public String summary() {
            return command.summary();
        }

        @Override
        public List<String> sections() {
            return command.sections();
        }

        @Override
        public PlannedWork plan(Invocation invocation) {
            PlannedWork work = command.plan(invocation);
            return new PlannedWork() {
                @Override
                public List<String> writes() {
                    return work.writes();
                }

                @Override
                public Outcome run(Supplier<SparkSession> session) throws Exception {
                    return work.run(SparkSessions::local);
                }
            };
        }
    }

    private int prepare(String... more) {
        List<String> words =
                new ArrayList<>(List.of("prepare", "--result-file", resultFile().toString()));
        Stream.of(
                        "corpus.format=delimited",
                        "corpus.path=" + folder,
                        "corpus.splits={train = a.tsv}",
                        "dataset.path=" + data())
                .forEach(assignment -> words.addAll(List.of("--set", assignment)));
        words.addAll(List.of(more));
        Console console =
                new Console(new PrintWriter(out), new PrintWriter(err), Terminal.plain(), InstantSource.system());
        return new Application(List.of(new OnSharedSession(new PrepareCommand())), console)
                .run(words.toArray(String[]::new));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path resultFile() {
        return folder.resolve("result.json");
    }

    private JsonNode result() throws IOException {
        return new ObjectMapper().readTree(resultFile().toFile());
    }

    @Test
    void aGateThatFailsEndsWithStatusFiveAndPublishesNothing() throws IOException {
        assertThat(prepare("--set", "gates.max-rejected-fraction=0.3", "--set", "gates.min-rows=3"))
                .isEqualTo(5);
        assertThat(err.toString().lines())
                .containsExactly(
                        "maskwise: Cannot publish the dataset " + data()
                                + ": the rejected fraction of the split train is"
                                + " 0.3333333333333333, 1 of 3 records (must be <= 0.3; mend the corpus, or raise"
                                + " gates.max-rejected-fraction): 1 for empty-text; the first: The row at line 3 has no"
                                + " text in column 2",
                        "maskwise: Cannot publish the dataset " + data()
                                + ": the split train has 2 rows (must have >= 3;"
                                + " enlarge the corpus, or lower gates.min-rows)");
        assertThat(result().get("exitCode").asInt()).isEqualTo(5);
        assertThat(result().get("status").asText()).isEqualTo("failed");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(folder.resolve("a.tsv"), resultFile());
        }
    }

    @Test
    void aCompleteDatasetIsFoundWhateverGatesItPassedAndRefusedByThoseItFails() {
        assertThat(prepare("--set", "gates.min-rows=2")).isZero();
        assertThat(prepare("--set", "gates.min-rows=1")).isZero();
        assertThat(out.toString()).contains("already complete");
        assertThat(prepare("--set", "gates.min-rows=3")).isEqualTo(5);
        assertThat(err.toString())
                .contains("Cannot use the complete dataset " + data() + ": the split train has 2 rows");
        assertThat(data().resolve("_SUCCESS")).exists();
    }

    @Test
    void theAccountTellsOfWindows() throws IOException {
        assertThat(prepare("--set", "padding.maximum-length=2", "--set", "padding.too-long=windows"))
                .isZero();
        assertThat(result().get("metrics").get("rowsRead").asInt()).isEqualTo(3);
        assertThat(result().get("metrics").get("extraWindows").asInt()).isEqualTo(2);
        assertThat(result().get("metrics").get("rowsWritten").asInt()).isEqualTo(4);
        assertThat(out.toString()).contains("windows beyond the first of a row");
    }

    @Test
    void theAccountTellsOfRowsThatAreDropped() throws IOException {
        assertThat(prepare("--set", "padding.maximum-length=2", "--set", "padding.too-long=drop"))
                .isZero();
        assertThat(result().get("metrics").get("rowsDropped").asInt()).isEqualTo(1);
        assertThat(out.toString().lines().map(String::strip).toList())
                .contains("split  dropped because  rows", "train  too-long            1");
    }
}
