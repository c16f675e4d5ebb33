package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is described, by what is configured. */
class TestInspectCommand {
    private static final String TABLE = """
            layer (type)           output shape       parameters  connected to  mask
            ---------------------  -----------------  ----------  ------------  ---------
            tokens (Input)         (batch, time)               0                made here
            embedding (Embedding)  (batch, time, 4)          460  tokens        passed
            rnn (Bidirectional)    (batch, time, 8)          288  embedding     used
            logits (Dense)         (batch, time, 14)         126  rnn           passed
            """;

    @TempDir
    private static Path shared;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static SmallProject project;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainOnce() throws Exception {
        project = new SmallProject(shared);
        project.run(new PrepareCommand(), project.all());
        project.run(new TrainCommand(), project.all());
    }

    @BeforeEach
    void forget() {
        project.printed();
    }

    private static void refuses(ThrowingCallable call, ExitCode exitCode, String message) {
        Consumer<MaskwiseException> exit =
                failure -> assertThat(failure.exitCode()).isEqualTo(exitCode);
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(MaskwiseException.class, exit)
                .hasMessageContaining(message);
    }

    private static Outcome inspect(List<String> assignments) throws Exception {
        return project.run(new InspectCommand(), assignments);
    }

    @Test
    void describesTheDatasetThenTheNetworkThatIsConfigured() throws Exception {
        Outcome outcome = inspect(project.network());
        assertThat(project.printed())
                .contains("Vocabulary of", "labels: ADJ")
                .contains("This is the network of the configuration, new (no run is named):\n\n" + TABLE);
        assertThat(outcome.metrics()).containsEntry("rowsRead", 80L).containsKeys("layers", "parameterCount");
        inspect(project.all("run.id=untrained"));
        assertThat(project.printed())
                .contains("This is the network of the configuration, new (the run " + shared
                        + "/runs/untrained has no model yet):");
    }

    @Test
    void describesTheModelOfARun() throws Exception {
        Outcome outcome = inspect(project.all("inspect.show=model"));
        assertThat(project.printed())
                .startsWith("This is the model of " + shared + "/runs/one:\n\n" + TABLE)
                .contains("Total parameters: 874 (3.4 KiB)")
                .doesNotContain("Vocabulary of");
        assertThat(outcome.metrics())
                .containsOnlyKeys("layers", "parameterCount")
                .containsEntry("layers", 3);
    }

    @Test
    void aRunIsEnoughToDescribeItsModel() throws Exception {
        inspect(List.of("run.root=" + shared.resolve("runs"), "run.id=one"));
        assertThat(project.printed()).startsWith("This is the model of ").contains(TABLE);
    }

    @Test
    void describesTheDatasetAloneWhereThatIsAskedForOrNothingElseIsConfigured() throws Exception {
        inspect(project.all("inspect.show=dataset"));
        assertThat(project.printed()).contains("Vocabulary of").doesNotContain("parameters");
        inspect(project.data());
        assertThat(project.printed()).contains("Vocabulary of").doesNotContain("parameters");
    }

    @Test
    void foreseesWhatACorpusWouldBecome() throws Exception {
        inspect(project.data("inspect.show=dataset"));
        String dataset = project.printed();
        List<String> corpus = project.data("inspect.show=corpus");
        corpus.removeIf(assignment -> assignment.startsWith("dataset.path"));
        assertThat(project.plan(new InspectCommand(), ExistingOutput.REFUSE, corpus)
                        .writes())
                .isEmpty();
        project.printed();
        Outcome outcome = inspect(corpus);
        String printed = project.printed();
        int account = printed.indexOf("split  read");
        assertThat(printed.substring(0, account)).contains("reading and tokenising 2 files");
        assertThat(dataset)
                .as("account, lengths, buckets and ways of padding are those of the dataset")
                .startsWith(printed.substring(account));
        assertThat(printed).contains("a random batch", " 3 buckets  the bucket", "\nTake ");
        assertThat(outcome.metrics())
                .containsEntry("rowsRead", 80L)
                .containsEntry("recommendedBuckets", 2)
                .containsKeys("recommendedPaddingEfficiency", "paddingEfficiency");
        assertThat(Path.of("nowhere")).doesNotExist();
    }

    @Test
    void theConfigurationDecidesWhatPaddingIsLookedAtFor() throws Exception {
        inspect(project.data("inspect.show=dataset", "buckets.multiple-of=8"));
        assertThat(project.printed()).contains(" 4 buckets  the bucket").doesNotContain(" 5 buckets  the bucket");
        refuses(
                () -> inspect(project.data("inspect.show=dataset", "train.batch.cells=10")),
                ExitCode.USAGE,
                "raise batch.cells to at least ");
        refuses(
                () -> inspect(project.data("inspect.show=corpus", "inspect.svg=m.svg")),
                ExitCode.USAGE,
                "Invalid inspect.svg: m.svg (must be empty, as only a model is drawn), --set inspect.svg beside"
                        + " inspect.show = corpus");
    }

    @Test
    void writesTheGraphToFiles() throws Exception {
        String svg = folder.resolve("deep/model.svg").toString();
        String dot = folder.resolve("model.dot").toString();
        List<String> assignments = project.all("inspect.show=model", "inspect.svg=" + svg, "inspect.dot=" + dot);
        assertThat(project.plan(new InspectCommand(), ExistingOutput.REFUSE, assignments)
                        .writes())
                .containsExactly(svg, dot);
        assertThat(Path.of(svg)).doesNotExist();
        assertThat(inspect(assignments).outputs()).containsExactly(svg, dot);
        assertThat(Path.of(svg)).content().startsWith("<svg ").contains(">embedding<", "mask: used");
        assertThat(Path.of(dot)).content().startsWith("digraph model {").contains("\"embedding\" -> \"rnn\"");
        refuses(
                () -> inspect(assignments),
                ExitCode.OUTPUT,
                "Cannot write " + svg + ": it exists (replace it with --overwrite)");
        assertThat(project.run(new InspectCommand(), ExistingOutput.OVERWRITE, assignments)
                        .status())
                .isEqualTo(Status.DONE);
    }

    @Test
    void saysWhatIsMissing() {
        refuses(() -> inspect(List.of()), ExitCode.USAGE, "Missing key: dataset.path (set it");
        refuses(
                () -> inspect(project.data("inspect.show=model")),
                ExitCode.USAGE,
                "Cannot inspect a model: none is configured (set run.id for a trained one, or model.task and"
                        + " dataset.path for one that is only configured)");
        refuses(
                () -> inspect(project.data("inspect.svg=m.svg")),
                ExitCode.USAGE,
                "Cannot inspect a model: none is configured");
        refuses(
                () -> inspect(project.data("inspect.show=dataset", "inspect.svg=m.svg")),
                ExitCode.USAGE,
                "Invalid inspect.svg: m.svg (must be empty, as only a model is drawn), --set inspect.svg beside"
                        + " inspect.show = dataset");
        refuses(
                () -> inspect(project.network("dataset.path=" + folder)),
                ExitCode.INPUT,
                "Cannot read the dataset " + folder + ": it is not a complete dataset");
    }

    @Test
    void saysThatARunHasNoModelYet() throws Exception {
        List<String> run = project.data("run.root=" + folder, "run.id=none");
        inspect(run);
        assertThat(project.printed()).contains("Vocabulary of", "The run " + folder + "/none has no model yet.\n");
        run.add("inspect.show=model");
        refuses(
                () -> inspect(run),
                ExitCode.INPUT,
                "Cannot read the model of the run " + folder
                        + "/none: it has none yet (make it with the command train");
    }

    @Test
    void refusesFilesThatAreNoModel() throws Exception {
        Path model = Files.createDirectories(folder.resolve("damaged/model"));
        for (String file : List.of("model.json", "vocabulary.tsv", "labels.tsv", "model.zip")) {
            Files.copy(shared.resolve("runs/one/model").resolve(file), model.resolve(file));
        }
        byte[] whole = Files.readAllBytes(model.resolve("model.zip"));
        List<String> damaged = List.of("run.root=" + folder, "run.id=damaged");
        for (int length : new int[] {0, 7, whole.length / 2}) {
            Files.write(model.resolve("model.zip"), Arrays.copyOf(whole, length));
            refuses(() -> inspect(damaged), ExitCode.INPUT, "it is not a model file, or it is damaged");
        }
        Files.delete(model.resolve("model.zip"));
        refuses(() -> inspect(damaged), ExitCode.INPUT, "model.zip");
    }
}
