package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.report.Terminal;
import io.maskwise.testing.Descriptions;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.SampleCorpus;
import io.maskwise.text.SampleKind;
import io.maskwise.text.SampleOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands at work on a real session, from text to measurements. */
class TestPipelineCommand {
    private final StringWriter out = new StringWriter();
    private final List<Outcome> reached = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeCorpus() throws IOException {
        write("tagged", new SampleOptions(SampleKind.TAGGED, "unused", Map.of("train", 60, "test", 20), 5));
        write("arithmetic", new SampleOptions(SampleKind.ARITHMETIC, "unused", Map.of("train", 60, "test", 20), 5));
    }

    private void write(String name, SampleOptions options) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, String> file : SampleCorpus.generate(options).entrySet()) {
            Files.writeString(corpus.resolve(file.getKey()), file.getValue());
        }
    }

    private List<String> tagging(String... more) {
        List<String> assignments = new ArrayList<>(List.of(
                "corpus.format=conllu",
                "corpus.path=" + folder.resolve("tagged"),
                "corpus.splits={train = train.conllu, test = test.conllu}",
                "tokenizer.kind=pretokenized",
                "buckets.count=3",
                "dataset.path=" + folder.resolve("data"),
                "model.task=tagging",
                "model.embedding=4",
                "model.rnn.units=4",
                "train.workers=2",
                "train.epochs=2",
                "train.batch.rows=8",
                "train.averaging-frequency=2",
                "train.checkpoint-every=2",
                "run.root=" + folder.resolve("runs"),
                "run.id=one"));
        assignments.addAll(List.of(more));
        return assignments;
    }

    private Outcome run(Command command, ExistingOutput existing, List<String> assignments) throws Exception {
        return run(command, existing, MaskwiseConfig.load(List.of(), assignments));
    }

    private Outcome run(Command command, ExistingOutput existing, MaskwiseConfig config) throws Exception {
        config.demand(command.sections());
        PrintWriter writer = new PrintWriter(out, true);
        Console console = new Console(writer, writer, Terminal.plain(), InstantSource.system());
        Invocation invocation = new Invocation(config, config.runId().orElse("none"), existing, console, reached::add);
        return command.plan(invocation).run(SparkSessions::local);
    }

    @Test
    void goesFromTextToMeasurementsAndRecognisesWhatIsDone() throws Exception {
        Outcome first = run(new PipelineCommand(), ExistingOutput.REFUSE, tagging());
        assertThat(first.status()).isEqualTo(Status.DONE);
        assertThat(first.metrics())
                .containsKeys("rowsRead", "rowsWritten", "rowsRejected", "rowsDropped", "cells", "paddingEfficiency")
                .containsKeys("vocabularySize", "unknownRate", "bytesRead", "epochs", "rounds", "trainSeconds")
                .containsKeys("realTokensPerSecond", "finalLoss", "lossPerEpoch", "parameterCount", "parametersDigest")
                .containsKeys("loss", "accuracy", "tokens", "macroF1", "microF1", "prepare", "train", "evaluate")
                .containsEntry("rowsRead", 80L);
        assertThat(folder.resolve("data")).isDirectoryContaining("glob:**/_SUCCESS");
        assertThat(folder.resolve("data/_maskwise")).isDirectoryContaining("glob:**/dataset.json");
        assertThat(folder.resolve("runs/one")).isDirectoryContaining("glob:**/_SUCCESS");
        for (String file : List.of("config.conf", "provenance.json", "metrics.jsonl", "model/model.zip")) {
            assertThat(folder.resolve("runs/one/" + file)).isNotEmptyFile();
        }
        for (String file : List.of("metrics.json", "partitions.parquet", "confusion.tsv")) {
            assertThat(folder.resolve("runs/one/evaluation/" + file)).exists();
        }

        Outcome second = run(new PipelineCommand(), ExistingOutput.REFUSE, tagging());
        assertThat(second.status()).isEqualTo(Status.ALREADY_COMPLETE);
        assertThat(second.metrics().get("parametersDigest"))
                .isEqualTo(first.metrics().get("parametersDigest"));
        assertThat(second.metrics().get("accuracy")).isEqualTo(first.metrics().get("accuracy"));
        assertThat(out.toString())
                .contains("Skipping prepare", "Skipping train", "Skipping evaluate", "epoch 2/2 done  loss");

        Outcome third = run(new PipelineCommand(), ExistingOutput.OVERWRITE, tagging());
        assertThat(third.status()).isEqualTo(Status.DONE);
        assertThat(third.metrics().get("parametersDigest"))
                .isEqualTo(first.metrics().get("parametersDigest"));
    }

    @Test
    void sparksUiTellsWhatEachJobIsFor() throws Exception {
        SparkContext context = SparkSessions.local().sparkContext();
        Descriptions descriptions = new Descriptions();
        context.addSparkListener(descriptions);
        try {
            run(new PipelineCommand(), ExistingOutput.REFUSE, tagging());
            assertThat(descriptions.heard(context))
                    .contains(
                            "prepare " + folder.resolve("data") + ": reading and tokenising 2 files",
                            "train " + folder.resolve("runs/one/model"),
                            "evaluate " + folder.resolve("runs/one/evaluation"))
                    .allMatch(each -> each.matches("(prepare|train|evaluate) .*"));
        } finally {
            context.removeSparkListener(descriptions);
            context.setJobDescription(null);
        }
    }

    @Test
    void aDatasetKeepsTheConfigurationThatMakesItAgain() throws Exception {
        run(new PrepareCommand(), ExistingOutput.REFUSE, tagging());
        Path kept = folder.resolve("data/_maskwise/config.conf");
        assertThat(Files.readString(kept)).doesNotContain(folder.toString());
        List<String> places =
                List.of("corpus.path=" + folder.resolve("tagged"), "dataset.path=" + folder.resolve("data"));
        assertThat(run(new PrepareCommand(), ExistingOutput.REFUSE, MaskwiseConfig.load(List.of(kept), places))
                        .status())
                .isEqualTo(Status.ALREADY_COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluate.split=tset|Invalid evaluate.split: tset (must be one of corpus.splits: test, train), --set"
                        + " evaluate.split",
                "train.split=dev|Invalid train.split: dev (must be one of corpus.splits: test, train), --set"
                        + " train.split",
                "train.validation.split=dev|Invalid train.validation.split: dev (must be one of corpus.splits: test,"
                        + " train), --set train.validation.split",
                "model.task=classification|Invalid model.task: classification (must fit the corpus, whose labels are"
                        + " per-token), --set model.task beside corpus.format = conllu, --set corpus.format",
            })
    void whatALaterStepWouldRefuseIsRefusedBeforeTheFirst(String assignment, String message) {
        assertThatThrownBy(() -> run(new PipelineCommand(), ExistingOutput.REFUSE, tagging(assignment)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(message);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void measuresOnASplitThatIsHeldOut() throws Exception {
        List<String> assignments = tagging("corpus.hold-out.fractions={held = 0.3}");
        assignments.add("evaluate.split=dev");
        assertThatThrownBy(() -> run(new PipelineCommand(), ExistingOutput.REFUSE, assignments))
                .hasMessage("Invalid evaluate.split: dev (must be one of corpus.splits and corpus.hold-out.fractions:"
                        + " held, test, train), --set evaluate.split");
        assignments.add("evaluate.split=held");
        Outcome outcome = run(new PipelineCommand(), ExistingOutput.REFUSE, assignments);
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat((Long) outcome.metrics().get("tokens")).isPositive();
    }

    @Test
    void classifiesSequences() throws Exception {
        Outcome outcome = run(
                new PipelineCommand(),
                ExistingOutput.REFUSE,
                tagging(
                        "corpus.format=delimited",
                        "corpus.path=" + folder.resolve("arithmetic"),
                        "corpus.splits={train = train.tsv, test = test.tsv}",
                        "tokenizer.kind=characters",
                        "model.task=classification",
                        "model.rnn.direction=forward",
                        "train.sync=gradients"));
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat((Long) outcome.metrics().get("tokens")).isPositive();
    }

    /** Whoever tries again meets the same. */
    private static void assertOccupied(MaskwiseException error) {
        assertThat(error.exitCode()).isEqualTo(ExitCode.OUTPUT);
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void refusesAnotherConfigurationUnderTheSameId() throws Exception {
        run(new PipelineCommand(), ExistingOutput.REFUSE, tagging());
        assertThatThrownBy(() -> run(new TrainCommand(), ExistingOutput.REFUSE, tagging("train.epochs=3")))
                .isInstanceOfSatisfying(MaskwiseException.class, TestPipelineCommand::assertOccupied)
                .hasMessageContaining("train.epochs was 2 and is 3");
        assertThatThrownBy(
                        () -> run(new PrepareCommand(), ExistingOutput.REFUSE, tagging("vocabulary.minimum-count=2")))
                .isInstanceOfSatisfying(MaskwiseException.class, TestPipelineCommand::assertOccupied)
                .hasMessageContaining("vocabulary.minimum-count was 1 and is 2");
    }

    @Test
    void refusesToMeasureAModelOnADatasetOfAnotherVocabulary() throws Exception {
        run(new PipelineCommand(), ExistingOutput.REFUSE, tagging());
        String other = "dataset.path=" + folder.resolve("other");
        run(new PrepareCommand(), ExistingOutput.REFUSE, tagging(other, "vocabulary.minimum-count=3"));
        assertThatThrownBy(() -> run(new EvaluateCommand(), ExistingOutput.REFUSE, tagging(other)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        error -> assertThat(error.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining("vocabulary");
    }

    @Test
    void doesNotReplaceTheMeasurementsOfAnotherSplitUnasked() throws Exception {
        run(new PipelineCommand(), ExistingOutput.REFUSE, tagging());
        assertThatThrownBy(() -> run(new EvaluateCommand(), ExistingOutput.REFUSE, tagging("evaluate.split=train")))
                .isInstanceOfSatisfying(MaskwiseException.class, TestPipelineCommand::assertOccupied)
                .hasMessageEndingWith("split was test and is train (replace them with --overwrite)");
        Outcome replaced = run(new EvaluateCommand(), ExistingOutput.OVERWRITE, tagging("evaluate.split=train"));
        assertThat(replaced.status()).isEqualTo(Status.DONE);
    }

    @Test
    void describesADataset() throws Exception {
        run(new PrepareCommand(), ExistingOutput.REFUSE, tagging());
        out.getBuffer().setLength(0);
        Outcome outcome = run(new InspectCommand(), ExistingOutput.REFUSE, tagging());
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(out.toString()).contains("Vocabulary of", "efficiency", "labels: ADJ");
    }

    @Test
    void namesAMissingDatasetAndAMissingModel() {
        assertThatThrownBy(() -> run(new TrainCommand(), ExistingOutput.REFUSE, tagging()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("make it with the command prepare");
        assertThatThrownBy(() -> {
                    run(new PrepareCommand(), ExistingOutput.REFUSE, tagging());
                    run(new EvaluateCommand(), ExistingOutput.REFUSE, tagging());
                })
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("make it with the command train");
    }

    @Test
    void doesNotReplaceAFolderThatIsNoRun() throws Exception {
        run(new PrepareCommand(), ExistingOutput.REFUSE, tagging());
        Path precious = Files.createDirectories(folder.resolve("runs/one")).resolve("thesis.txt");
        Files.writeString(precious, "years of work");
        assertThatThrownBy(() -> run(new TrainCommand(), ExistingOutput.OVERWRITE, tagging()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("it is not a run");
        assertThat(precious).exists();
    }
}
