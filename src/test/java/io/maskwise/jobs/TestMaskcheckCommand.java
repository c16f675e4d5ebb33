package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.Bidirectional;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.LayerNode;
import io.maskwise.model.Lstm;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkDescription;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentOutput;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.text.Vocabulary;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws measured on models as the command finds them. */
class TestMaskcheckCommand {
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
        project.reached().clear();
    }

    private static void refuses(ThrowingCallable call, ExitCode exitCode, String message) {
        Consumer<MaskwiseException> exit =
                failure -> assertThat(failure.exitCode()).isEqualTo(exitCode);
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(MaskwiseException.class, exit)
                .hasMessageContaining(message);
    }

    private static Outcome check(List<String> assignments) throws Exception {
        return project.run(new MaskcheckCommand(), assignments);
    }

    @Test
    void measuresEveryLayerAndTheWholeOfATrainedModel() throws Exception {
        Outcome outcome = check(project.all());
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(project.printed())
                .startsWith("Checking the model of " + shared + "/runs/one, on 8 rows of the split test, of up to ")
                .containsPattern("rnn \\(Bidirectional\\) +L1 +[0-9.E-]+ +1.0E-10 +holds +right, left, gaps, longer")
                .containsPattern("network +L3 +[0-9.E-]+ +1.0E-06 +holds +[0-9]+ places of parameters")
                .containsPattern("network +L8 +0 +0 +holds +every step masked")
                .doesNotContain("BROKEN");
        assertThat(outcome.metrics())
                .containsEntry("model", "the model of " + shared + "/runs/one")
                .containsEntry("rows", 8)
                .containsEntry("checks", 12)
                .containsEntry("broken", 0);
        assertThat((List<?>) outcome.metrics().get("laws"))
                .hasSize(12)
                .first()
                .satisfies(row -> assertThat((Map<?, ?>) row)
                        .extracting("layer", "law", "holds")
                        .containsExactly("embedding (Embedding)", "L1", true));
    }

    @Test
    void measuresANewNetworkWhereThereIsNoRun() throws Exception {
        Outcome outcome =
                check(project.network("maskcheck.rows=3", "maskcheck.split=train", "model.rnn.direction=forward"));
        assertThat(project.printed())
                .startsWith("Checking the network of the configuration, new (no run is named), on 3 rows of the split"
                        + " train, of up to ")
                .contains("rnn (Lstm)");
        assertThat(outcome.metrics()).containsEntry("broken", 0);
    }

    /** A run with a layer of the user's own between the recurrent one and the last. */
    private List<String> runWith(Centred layer) throws Exception {
        Path model = Files.createDirectories(folder.resolve("mine/model"));
        for (String file : List.of("model.json", "vocabulary.tsv", "labels.tsv")) {
            Files.copy(shared.resolve("runs/one/model").resolve(file), model.resolve(file));
        }
        int tokens = Vocabulary.fromTsv(Files.readString(model.resolve("vocabulary.tsv")), "vocabulary.tsv")
                .size();
        ModelSpec spec = new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(tokens, 4), List.of(ModelSpec.INPUT)),
                new LayerNode("rnn", Bidirectional.of(Lstm.of(3, RecurrentOutput.SEQUENCE)), List.of("embedding")),
                new LayerNode("centred", layer, List.of("rnn")),
                new LayerNode("logits", new Dense(14), List.of("centred"))));
        try (SequenceNetwork network =
                        new NetworkDescription(spec, UpdaterOptions.sgd(1), Precision.FLOAT, 1).create();
                OutputStream out = Files.newOutputStream(model.resolve("model.zip"))) {
            network.write(out);
        }
        return project.data("run.root=" + folder, "run.id=mine");
    }

    @Test
    void aUsersLayerIsMeasuredLikeAnyOther() throws Exception {
        Outcome outcome = check(runWith(new Centred(false)));
        assertThat(project.printed()).contains("centred (Centred)").doesNotContain("BROKEN");
        assertThat(outcome.metrics()).containsEntry("checks", 15).containsEntry("broken", 0);
    }

    @Test
    void failsIfALawIsBrokenAndSaysWhere() throws Exception {
        List<String> careless = runWith(new Centred(true));
        refuses(() -> check(careless), ExitCode.BROKEN_LAW, "The model breaks laws of masking in ");
        assertThat(ExitCode.BROKEN_LAW.code()).isEqualTo(1);
        assertThat(project.printed())
                .containsPattern("centred \\(Centred\\) +L1 +NaN +1.0E-10 +BROKEN +worst: as it is, NaN, infinities and"
                        + " 1e300 under the mask: output \\([0-9]+ of 15 variations break it\\)")
                .containsPattern("network +L1 +\\S+ +1.0E-10 +BROKEN")
                .containsPattern("rnn \\(Bidirectional\\) +L1 +\\S+ +1.0E-10 +holds");
        Outcome told = project.reached().get(0);
        assertThat((Integer) told.metrics().get("broken")).isGreaterThanOrEqualTo(2);
        assertThat((List<?>) told.metrics().get("laws")).hasSize(15);
    }

    @Test
    void saysWhatIsMissing() {
        refuses(() -> check(List.of()), ExitCode.USAGE, "Missing key: dataset.path (set it");
        refuses(() -> check(project.data()), ExitCode.USAGE, "Missing key: run.id (set it");
        refuses(
                () -> check(project.all("maskcheck.rows=0")),
                ExitCode.USAGE,
                "Invalid maskcheck.rows: 0 (must be 1 to 1000)");
        refuses(
                () -> check(project.all("dataset.path=" + folder)),
                ExitCode.INPUT,
                "Cannot read the dataset " + folder + ": it is not a complete dataset");
        refuses(
                () -> check(project.all("maskcheck.split=dev")),
                ExitCode.INPUT,
                "Cannot read the split dev: the dataset has only [test, train]");
        refuses(
                () -> check(project.data("run.root=" + folder, "run.id=none")),
                ExitCode.INPUT,
                "Cannot read the model of the run " + folder + "/none: it has none yet");
    }

    @Test
    void refusesADatasetThatIsNotTheModels() throws Exception {
        String other = "dataset.path=" + folder.resolve("other");
        project.run(new PrepareCommand(), project.all(other, "vocabulary.minimum-count=3"));
        refuses(
                () -> check(project.all(other)),
                ExitCode.INPUT,
                "Cannot check the model on this dataset: the dataset's vocabulary has the SHA-256 ");
        refuses(
                () -> check(project.network("model.task=classification")),
                ExitCode.INPUT,
                "Cannot train for the task classification: the dataset's labels are per-token");
    }

    @Test
    void refusesAnEmptySplit() throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.copy(shared.resolve("tagged/train.conllu"), corpus.resolve("train.conllu"));
        Files.writeString(corpus.resolve("test.conllu"), "1\tsoup\t_\tSOUP\t_\t_\t_\t_\t_\t_\n\n");
        List<String> assignments = project.network("corpus.path=" + corpus, "dataset.path=" + folder.resolve("data"));
        project.run(new PrepareCommand(), assignments);
        refuses(
                () -> check(assignments),
                ExitCode.INPUT,
                "Cannot check on the split test: it has no row (choose another one of [test, train] by"
                        + " maskcheck.split)");
    }
}
