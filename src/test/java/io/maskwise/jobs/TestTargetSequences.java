package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
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
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From texts and their targets to a model that writes targets, by the commands. */
class TestTargetSequences {
    private static final List<String> DIGITS = List.of("1", "2", "3", "4");
    private static final List<String> WORDS = List.of("one", "two", "three", "four");

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    /** Up to four digits with their words in reverse; the first twelve of training are measured on too. */
    @BeforeEach
    void writeCorpus() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> sources = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int pair = 0; pair < 64; pair++) {
            List<Integer> digits =
                    random.ints(random.nextInt(1, 5), 0, 4).boxed().toList();
            sources.add(String.join(" ", digits.stream().map(DIGITS::get).toList()));
            targets.add(String.join(
                    " ",
                    IntStream.range(0, digits.size())
                            .mapToObj(i -> WORDS.get(digits.get(digits.size() - 1 - i)))
                            .toList()));
        }
        Files.write(folder.resolve("train.digits"), sources);
        Files.write(folder.resolve("train.words"), targets);
        Files.write(folder.resolve("test.digits"), sources.subList(0, 12));
        Files.write(folder.resolve("test.words"), targets.subList(0, 12));
    }

    private List<String> options(String... more) {
        List<String> assignments = new ArrayList<>(List.of(
                "corpus.format=parallel",
                "corpus.path=" + folder,
                "corpus.splits={train = train.digits, test = test.digits}",
                "corpus.parallel.targets={train = train.words, test = test.words}",
                "buckets.count=2",
                "dataset.path=" + folder.resolve("data"),
                "model.task=seq2seq",
                "model.embedding=8",
                "model.rnn.units=16",
                "model.rnn.direction=forward",
                "train.epochs=40",
                "train.batch.rows=8",
                "train.averaging-frequency=100",
                "train.updater.learning-rate=0.02",
                "evaluate.decode-rows=11",
                "run.root=" + folder.resolve("runs"),
                "run.id=one"));
        assignments.addAll(List.of(more));
        return assignments;
    }

    private Outcome run(Command command, List<String> assignments) throws Exception {
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), assignments);
        config.demand(command.sections());
        PrintWriter writer = new PrintWriter(out, true);
        Console console = new Console(writer, writer, Terminal.plain(), InstantSource.system());
        Invocation invocation = new Invocation(config, "one", ExistingOutput.REFUSE, console, outcome -> {});
        return command.plan(invocation).run(SparkSessions::local);
    }

    private static double number(Outcome outcome, String metric) {
        return ((Number) Objects.requireNonNull(outcome.metrics().get(metric))).doubleValue();
    }

    @Test
    void goesFromTextsToDecodedTargetsAndRecognisesWhatIsDone() throws Exception {
        Outcome first = run(new PipelineCommand(), options());
        assertThat(first.status()).isEqualTo(Status.DONE);
        assertThat(first.metrics()).containsEntry("vocabularySize", 6).containsEntry("targetVocabularySize", 8);
        assertThat(number(first, "accuracy")).isGreaterThan(0.99);
        assertThat(number(first, "perplexity")).isEqualTo(Math.exp(number(first, "loss")), within(1e-9));
        assertThat(number(first, "decodedBleu")).as("all is as it was to be").isEqualTo(1);

        assertDecoded();
        assertThat(folder.resolve("runs/one/evaluation/confusion.tsv")).doesNotExist();
        assertThat(folder.resolve("runs/one/model/target-vocabulary.tsv")).isNotEmptyFile();
        assertThat(out.toString()).contains("test.digits:11", "  decoded    ");

        Outcome second = run(new PipelineCommand(), options());
        assertThat(second.status()).isEqualTo(Status.ALREADY_COMPLETE);
        assertThat(number(second, "perplexity")).isEqualTo(number(first, "perplexity"));
        assertThat(second.metrics())
                .containsEntry("calibrationError", first.metrics().get("calibrationError"))
                .containsEntry("decodedBleu", 1.0)
                .doesNotContainKey("spanF1");
        assertThatThrownBy(() -> run(new EvaluateCommand(), options("evaluate.decode-rows=3")))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessageEndingWith("decodedRows was 11 and is 3 (replace them with --overwrite)");
    }

    /** The first eleven rows in the order of the corpus, learnt by heart. */
    private void assertDecoded() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("runs/one/evaluation/decoded.tsv"));
        assertThat(lines).hasSize(12).first().isEqualTo("id\tsource\treference\tdecoded");
        List<String> sources = Files.readAllLines(folder.resolve("test.digits"));
        List<String> targets = Files.readAllLines(folder.resolve("test.words"));
        for (int row = 0; row < 11; row++) {
            assertThat(lines.get(row + 1).split("\t", -1))
                    .containsExactly("test.digits:" + (row + 1), sources.get(row), targets.get(row), targets.get(row));
        }
    }

    @Test
    void aTargetTokenThatWeighsNothingIsNeverWritten() throws Exception {
        run(new PipelineCommand(), options("train.class-weights={one = 0}", "train.epochs=15"));
        List<String> decoded = Files.readAllLines(folder.resolve("runs/one/evaluation/decoded.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1)[3])
                .toList();
        assertThat(decoded).noneMatch(target -> target.contains("one")).anyMatch(target -> target.contains("two"));
    }

    @Test
    void theSameLayersWrittenOutAreTheSameNetwork() throws Exception {
        Outcome shipped = run(new PipelineCommand(), options("train.epochs=2"));
        Outcome written = run(new PipelineCommand(), options("run.id=two", "train.epochs=2", """
                        model.layers=[
                          { name = source_embedding, type = embedding, units = 8 }
                          { name = encoder, type = lstm, units = 16, output = sequence, return-state = true }
                          { name = target_embedding, type = embedding, vocabulary-size = labels, units = 8, inputs = targets }
                          { name = decoder, type = lstm, units = 16, output = sequence,
                            inputs = [target_embedding, "encoder:1", "encoder:2"] }
                          { type = attention, inputs = [decoder, encoder] }
                          { name = attended, type = concatenate, inputs = [decoder, attention] }
                          { name = logits, type = dense, units = labels }
                        ]
                        """.strip()));
        assertThat(written.metrics().get("parametersDigest"))
                .isNotNull()
                .isEqualTo(shipped.metrics().get("parametersDigest"));
        assertThat(number(written, "perplexity")).isEqualTo(number(shipped, "perplexity"));
    }

    @Test
    void aDatasetOfTargetsIsDescribedWithBothVocabularies() throws Exception {
        run(new PrepareCommand(), options());
        out.getBuffer().setLength(0);
        run(new InspectCommand(), options());
        assertThat(out.toString())
                .contains("Vocabulary of 6 ids", "Target vocabulary of 8 ids")
                .doesNotContain("labels:");
    }

    @Test
    void aTaskForOtherLabelsIsRefusedBeforeAnyWork() {
        assertThatThrownBy(() -> run(new PipelineCommand(), options("model.task=tagging")))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Invalid model.task: tagging (must fit the corpus, whose labels are target-sequence), --set"
                        + " model.task beside corpus.format = parallel, --set corpus.format");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aParallelCorpusWithoutItsTargetsIsRefused() {
        assertThatThrownBy(() -> run(new PrepareCommand(), options("corpus.splits.dev=dev.digits")))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Invalid corpus.parallel.targets: [test, train] (must name a file for each of the splits"
                        + " [dev, test, train]), --set corpus.parallel.targets");
    }
}
