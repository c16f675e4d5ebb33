package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.report.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestApplication {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final List<String> ran = new ArrayList<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private Optional<Application> running = Optional.empty();

    @TempDir
    private Path folder;

    /** What the fake command does when it runs. */
    private interface Work {
        Outcome run() throws Exception;
    }

    /** A command {@code inspect} that needs the section {@code dataset} and runs what it is given. */
    private final class FakeCommand implements Command, PlannedWork {
        private final Work work;

        FakeCommand(Work work) {
            this.work = work;
        }

        @Override
        public String name() {
            return "inspect";
        }

        @Override
        public String summary() {
            return "Looks.";
        }

        @Override
        public List<String> sections() {
            return List.of("dataset");
        }

        @Override
        public PlannedWork plan(Invocation invocation) {
            ran.add(invocation.runId() + " " + invocation.existing());
            invocations.add(invocation);
            return this;
        }

        @Override
        public List<String> writes() {
            return List.of("out/a");
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) throws Exception {
            now = now.plusMillis(1500);
            return work.run();
        }
    }

    private int run(Work work, String... words) {
        return application(work).run(words);
    }

    /** Runs the fake command as it should be called, with a result file. */
    private int inspect(Work work) {
        return run(work, "inspect", "--set", "dataset.path=d", "--result-file", resultFile());
    }

    private Application application(Work work) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Terminal.plain(), () -> now);
        return new Application(List.of(new FakeCommand(work), new GenerateCommand()), console);
    }

    private Application running() {
        return running.orElseThrow();
    }

    private static Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", 3);
        figures.put("rate", 0.5);
        return figures;
    }

    private static Outcome nothing() {
        return Outcome.done(List.of("out/a", "out/b"), figures());
    }

    private String resultFile() {
        return folder.resolve("deep/result.json").toString();
    }

    private JsonNode result() throws IOException {
        return new ObjectMapper().readTree(Path.of(resultFile()).toFile());
    }

    @Test
    void onlyWhatCanGoOnAsFilesComeIsToldTo() {
        assertThat(run(TestApplication::nothing, "inspect", "--set", "dataset.path=d", "--watch"))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("maskwise: Invalid argument: --watch (must go with predict; inspect ends by itself)\n");
        Application application = new Application(
                List.of(new PredictCommand()),
                new Console(new PrintWriter(out), new PrintWriter(err), Terminal.plain(), () -> now));
        String[] words = {
            "predict",
            "--watch",
            "--dry-run",
            "--run-id",
            "r",
            "--set",
            "predict.path=p",
            "--set",
            "corpus.format=lines",
            "--set",
            "corpus.path=c",
            "--set",
            "corpus.splits={test = \"*.txt\"}"
        };
        assertThat(application.run(words)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("# predict would write:").contains("active = true");
    }

    @Test
    void runsACommandAndTellsItsEnd() throws IOException {
        int code = inspect(TestApplication::nothing);
        assertThat(code).isZero();
        assertThat(err).hasToString("");
        assertThat(out.toString().lines())
                .containsExactly(
                        "",
                        "inspect done in 1.5 s",
                        "figure   value",
                        "------  ------",
                        "rows         3",
                        "rate    0.5000",
                        "Written:",
                        "  out/a",
                        "  out/b");
        assertThat(result()).isEqualTo(new ObjectMapper().readTree("""
                {"command": "inspect", "status": "done", "exitCode": 0, "runId": "inspect-20260102T030405Z",
                 "startedAt": "2026-01-02T03:04:05Z", "seconds": 1.5, "outputs": ["out/a", "out/b"],
                 "metrics": {"rows": 3, "rate": 0.5}, "error": null}"""));
    }

    @Test
    void showsTheFiguresOfEachStepInAColumnAndTextBelow() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("tokens", 7L);
        metrics.put("digest", "abc");
        metrics.put("prepare", Map.of("tokens", 12345L, "seconds", 0.0));
        metrics.put("train", Map.of("digest", "abc", "tokens", 2345.678));
        run(() -> Outcome.alreadyComplete(List.of("out"), metrics), "inspect", "--set", "dataset.path=d");
        assertThat(out.toString().lines())
                .containsExactly(
                        "",
                        "inspect: already complete",
                        "figure  prepare  train",
                        "------  -------  -----",
                        "tokens   12,345  2,346",
                        "digest abc",
                        "Found:",
                        "  out");
    }

    @Test
    void tellsOfAFullDiskAsOfAnOutputThatCannotBeWritten() throws IOException {
        int code = inspect(() -> {
            throw new Error(new IOException("No space left on device")); // as Hadoop's FSError
        });
        assertThat(code).isEqualTo(4);
        assertThat(err.toString().lines())
                .containsExactly("maskwise: Cannot write: No space left on device"
                        + " (make room for the outputs and for Spark's temporary files, then call it again)");
        assertThat(result().get("exitCode").asInt()).isEqualTo(4);
    }

    @Test
    void tellsThatItIsStoppedAndNotWhatFailsOfThat() throws IOException {
        Application application = application(() -> {
            invocations.get(0).reached().accept(Outcome.done(List.of("out/a"), figures()));
            running().stop();
            throw new IllegalStateException("SparkContext was shut down");
        });
        running = Optional.of(application);
        int code = application.run("inspect", "--set", "dataset.path=d", "--result-file", resultFile());
        assertThat(code).isEqualTo(143);
        assertThat(err.toString().lines())
                .containsExactly("maskwise: Stopped before the end (call it again: it goes on from what is complete)");
        assertThat(result().get("status").asText()).isEqualTo("failed");
        assertThat(result().get("exitCode").asInt()).isEqualTo(143);
        assertThat(result().get("outputs").toString()).isEqualTo("[\"out/a\"]");
    }

    @Test
    void anEndThatCannotBeToldIsAFailureThatIs() throws IOException {
        Map<String, Object> untellable = new LinkedHashMap<>(figures());
        untellable.put("broken", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("cannot be told");
            }
        });
        int code = inspect(() -> Outcome.done(List.of(), untellable));
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).startsWith("maskwise: Internal error: IllegalStateException: ");
        assertThat(result().get("status").asText()).isEqualTo("failed");
    }

    @Test
    void tellsWhatWasCompleteBeforeAFailure() throws IOException {
        int code = inspect(() -> {
            invocations.get(0).reached().accept(Outcome.done(List.of("out/a"), figures()));
            throw MaskwiseException.input("Cannot read b");
        });
        assertThat(code).isEqualTo(3);
        assertThat(result().get("status").asText()).isEqualTo("failed");
        assertThat(result().get("outputs").toString()).isEqualTo("[\"out/a\"]");
        assertThat(result().get("metrics").get("rows").asInt()).isEqualTo(3);
        assertThat(result().get("error").asText()).isEqualTo("Cannot read b");
    }

    @Test
    void theResultFileTellsWhetherAnotherTryMayEndOtherwise() throws IOException {
        assertThat(retryable(new IllegalStateException("a machine failed"))).isTrue();
        assertThat(retryable(MaskwiseException.output("process 7 works on it"))).isTrue();
        assertThat(retryable(MaskwiseException.output(new IOException("full"), "Cannot write")))
                .isTrue();
        assertThat(retryable(MaskwiseException.occupied("another dataset is there")))
                .isFalse();
        for (ExitCode code : ExitCode.values()) {
            assertThat(retryable(new MaskwiseException(code, "it says")))
                    .as(code.name())
                    .isEqualTo(Set.of(ExitCode.INTERNAL, ExitCode.OUTPUT, ExitCode.RESOURCES, ExitCode.STOPPED)
                            .contains(code));
        }
        inspect(TestApplication::nothing);
        assertThat(result().has("retryable")).isFalse();
    }

    /** What is said when Spark wraps what was thrown. */
    private boolean retryable(RuntimeException thrown) throws IOException {
        inspect(() -> {
            throw new SparkException("Job aborted", thrown);
        });
        return result().get("retryable").booleanValue();
    }

    @Test
    void aMessageThatHoldsAFileIsShownInOneReadableLine() {
        run(
                () -> {
                    throw MaskwiseException.input("%s", "Cannot read a\rb\u001b[31m" + "x".repeat(10_000));
                },
                "inspect",
                "--set",
                "dataset.path=d");
        assertThat(err.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("maskwise: Cannot read a\\u000db\\u001b[31mxxx")
                        .endsWith("x…")
                        .hasSizeLessThan(2100));
    }

    @Test
    void theResultFileIsThatOfAFailureWhileTheWorkGoesOn() throws IOException {
        List<String> during = new ArrayList<>();
        inspect(() -> {
            during.add(result().get("status").asText() + " "
                    + result().get("error").asText() + " " + result().get("retryable"));
            return nothing();
        });
        assertThat(during)
                .containsExactly("failed Ended without a word: the process was killed (see standard error)" + " true");
        assertThat(result().get("status").asText()).isEqualTo("done");
    }

    @Test
    void isNotStoppedAfterItsEnd() throws IOException {
        Application application = application(TestApplication::nothing);
        application.run("inspect", "--set", "dataset.path=d", "--result-file", resultFile());
        application.stop();
        assertThat(err).hasToString("");
        assertThat(result().get("status").asText()).isEqualTo("done");
        application.run("--help");
        application.stop();
        assertThat(err).hasToString("");
    }

    @Test
    void leavesNothingBesideTheResultFile() throws IOException {
        inspect(TestApplication::nothing);
        inspect(TestApplication::nothing);
        try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
            assertThat(files).containsExactly(Path.of(resultFile()));
        }
    }

    @Test
    void namesTheRunByTheOptionBeforeTheConfiguration() throws IOException {
        String[] words = {"inspect", "--set", "dataset.path=d", "--set", "run.id=a", "--run-id", "b", "--overwrite"};
        run(TestApplication::nothing, words);
        assertThat(ran).containsExactly("b OVERWRITE");
    }

    @Test
    void aDryRunPrintsWhatWouldBeDoneAndDoesNothing() throws IOException {
        int code = run(
                () -> {
                    throw new IllegalStateException("was run");
                },
                "inspect",
                "--dry-run",
                "--set",
                "dataset.path=d",
                "--result-file",
                resultFile());
        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "# inspect would write:",
                        "#   out/a",
                        "dataset {",
                        "  path = \"d\"",
                        "  file-size = 128.0",
                        "  row-group-size = 16.0",
                        "  maximum-labels = 10000",
                        "}");
        assertThat(result().get("status").asText()).isEqualTo("planned");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inspct | Invalid command: inspct (did you mean inspect?)",
                "zzzzzzzz | Invalid command: zzzzzzzz (must be one of inspect, generate)",
                "inspect --confg x | Invalid argument: --confg (did you mean --config?)",
                "inspect --set | Invalid command line: Missing required parameter for option '--set' (key=value)",
                "inspect --set dataset.pth=x"
                        + " | Invalid key: dataset.pth (did you mean dataset.path?), --set dataset.pth",
                "inspect | Missing key: dataset.path (set it in a --config file or by --set dataset.path=...)",
                "inspect --config src | Cannot read configuration src: it is not a file",
                "inspect --config none.conf | Cannot read configuration none.conf: there is no such file",
                "--debugging | Invalid argument: --debugging (must be one of -h, --help, -V, --version)",
            })
    void refusesWrongUsage(String line, String message) throws IOException {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.add(1, "--result-file=" + resultFile());
        if (line.startsWith("--")) {
            words.remove(1);
        }
        assertThat(run(TestApplication::nothing, words.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("maskwise: " + message);
        assertThat(ran).isEmpty();
        if (!line.startsWith("--")) {
            assertThat(result().get("status").asText()).isEqualTo("failed");
            assertThat(result().get("exitCode").asInt()).isEqualTo(2);
            assertThat(result().get("error").asText()).isEqualTo(message);
        }
    }

    @Test
    void refusesAnEmptyCommandLine() {
        assertThat(run(TestApplication::nothing)).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("maskwise: Missing command (must be one of inspect, generate; --help tells more)");
    }

    @Test
    void tellsTheUsersErrorThatSparkWrapped() throws IOException {
        MaskwiseException inner = MaskwiseException.input("Cannot read a.gz: it is truncated");
        int code = inspect(() -> {
            throw new SparkException("Job aborted\n\tat Somewhere", new RuntimeException(inner));
        });
        assertThat(code).isEqualTo(3);
        assertThat(err.toString().lines()).containsExactly("maskwise: Cannot read a.gz: it is truncated");
        assertThat(result().get("error").asText()).isEqualTo("Cannot read a.gz: it is truncated");
    }

    @Test
    void tellsAnInternalErrorInOneLine() {
        int code = run(
                () -> {
                    throw new IllegalStateException("broken\nmore");
                },
                "inspect",
                "--set",
                "dataset.path=d");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("maskwise: Internal error: IllegalStateException: broken"
                        + " (run again with --debug for the stack trace)");
    }

    @Test
    void showsTheStackTraceOnlyWithDebug() {
        run(
                () -> {
                    throw new IllegalStateException("broken");
                },
                "inspect",
                "--debug",
                "--set",
                "dataset.path=d");
        assertThat(err.toString()).contains("\tat " + TestApplication.class.getName());
    }

    @Test
    void aResultFileThatCannotBeWrittenFailsTheCommand() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        String[] words = {"inspect", "--set", "dataset.path=d", "--result-file", blocked + "/result.json"};
        assertThat(run(TestApplication::nothing, words)).isEqualTo(4);
        assertThat(err.toString()).startsWith("maskwise: Cannot write " + blocked + "/result.json: ");
    }

    @Test
    void helpAndVersionSucceed() {
        assertThat(run(TestApplication::nothing, "--help")).isZero();
        assertThat(run(TestApplication::nothing, "inspect", "--help")).isZero();
        assertThat(run(TestApplication::nothing, "inspect", "-h")).isZero();
        assertThat(run(TestApplication::nothing, "--version")).isZero();
        assertThat(out.toString())
                .contains(
                        "generate",
                        "Looks.",
                        "-- --master local[2]",
                        "Exit codes: 0 done",
                        "--result-file",
                        "maskwise development (Spark 3.5.");
        assertThat(ran).isEmpty();
    }

    @Test
    void generatesASampleOnceUnlessToldToOverwrite() throws IOException {
        Path target = folder.resolve("tagged");
        List<String> words = List.of(
                "generate",
                "--set",
                "generate.kind=tagged",
                "--set",
                "generate.path=" + target,
                "--set",
                "generate.rows={train = 5, test = 2}");
        assertThat(run(TestApplication::nothing, words.toArray(String[]::new))).isZero();
        byte[] first = Files.readAllBytes(target.resolve("train.conllu"));
        assertThat(run(TestApplication::nothing, words.toArray(String[]::new))).isEqualTo(4);
        assertThat(err.toString().lines())
                .containsExactly(
                        "maskwise: Cannot write " + target + "/test.conllu: it exists (replace it with --overwrite)");
        List<String> again = new ArrayList<>(words);
        again.add("--overwrite");
        assertThat(run(TestApplication::nothing, again.toArray(String[]::new))).isZero();
        assertThat(Files.readAllBytes(target.resolve("train.conllu"))).isEqualTo(first);
    }
}
