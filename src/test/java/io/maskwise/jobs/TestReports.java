package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.TensorBoardEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave of a run to be looked at. */
class TestReports {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before every test
    private SmallProject project;

    @BeforeEach
    void writeCorpus() throws Exception {
        project = new SmallProject(folder);
    }

    private Path report() {
        return folder.resolve("runs/one/report.html");
    }

    private List<String> sectionsLeftOut() throws Exception {
        return Files.readString(report())
                .lines()
                .filter(line -> line.contains("Left out"))
                .map(line -> line.replaceAll(".*there is no (.*?)[,.] .*", "$1"))
                .toList();
    }

    @Test
    void aPipelineLeavesAPageWithEverySectionAndCurvesForTensorBoard() throws Exception {
        Outcome outcome = project.run(new PipelineCommand(), project.all());
        assertThat(outcome.outputs())
                .containsExactly(
                        folder.resolve("data").toString(),
                        folder.resolve("runs/one/model").toString(),
                        report().toString(),
                        folder.resolve("runs/one/evaluation").toString());
        assertThat(sectionsLeftOut()).hasSize(1).allMatch(left -> left.contains("evaluation/decoded.tsv"));
        assertThat(Files.readString(report())).contains("<svg", "Slowest", "labels / s", "Total parameters: 874");
        Path events = folder.resolve("runs/one/tensorboard");
        assertThat(TensorBoardEvents.curve(events, "train/loss"))
                .hasSize(Files.readAllLines(folder.resolve("runs/one/metrics.jsonl"))
                        .size());
        assertThat(TensorBoardEvents.shown(events, "updates/logits/kernel")).hasSize(1);
    }

    @Test
    void inspectMakesTheSamePageAnew() throws Exception {
        project.run(new PipelineCommand(), project.all());
        byte[] made = Files.readAllBytes(report());
        Files.delete(report());
        Outcome outcome = project.run(new InspectCommand(), project.all("inspect.show=report"));
        assertThat(outcome.outputs()).containsExactly(report().toString());
        assertThat(report()).hasBinaryContent(made);
        // Without the dataset there is all but its lengths.
        project.run(
                new InspectCommand(),
                List.of("run.root=" + folder.resolve("runs"), "run.id=one", "inspect.show=report"));
        assertThat(Files.readString(report())).contains("Left out: there is no description of the dataset");
    }

    @Test
    void whatIsCompleteGetsTheReportThatItLacks() throws Exception {
        project.run(new PipelineCommand(), project.all());
        byte[] made = Files.readAllBytes(report());
        Files.writeString(report(), "mine");
        assertThat(project.run(new PipelineCommand(), project.all()).status()).isEqualTo(Status.ALREADY_COMPLETE);
        assertThat(report()).hasContent("mine");
        Files.delete(report());
        assertThat(project.run(new PipelineCommand(), project.all()).status()).isEqualTo(Status.ALREADY_COMPLETE);
        assertThat(report()).hasBinaryContent(made);
    }

    @Test
    void trainingAloneLeavesAPageOfWhatThereIs() throws Exception {
        project.run(new PrepareCommand(), project.all());
        project.run(new TrainCommand(), project.all());
        assertThat(sectionsLeftOut()).hasSize(5);
    }

    @Test
    void neitherIsWrittenWhereItIsNotWanted() throws Exception {
        Outcome outcome =
                project.run(new PipelineCommand(), project.all("report.html=false", "report.tensorboard=false"));
        assertThat(outcome.outputs()).hasSize(3);
        assertThat(report()).doesNotExist();
        assertThat(folder.resolve("runs/one/tensorboard")).doesNotExist();
    }

    @Test
    void aReportThatCannotBeMadeIsAWarningAfterWorkAndAnErrorByItself() throws Exception {
        project.run(new PrepareCommand(), project.all());
        project.run(new TrainCommand(), project.all());
        Files.writeString(folder.resolve("runs/one/training.json"), "{");
        project.printed();
        assertThat(project.run(new EvaluateCommand(), project.all()).status()).isEqualTo(Status.DONE);
        String complaint = "Cannot make a report of the run one: its training.json is not JSON";
        assertThat(project.printed()).contains("maskwise: warning: " + complaint);
        assertThatThrownBy(() -> project.run(new InspectCommand(), project.all("inspect.show=report")))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageStartingWith(complaint);
    }

    @Test
    void aRunThatIsNotThereHasNoReport() {
        assertThatThrownBy(() -> project.run(new InspectCommand(), project.all("inspect.show=report", "run.id=none")))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining("it is not a run, as it holds no provenance.json");
        assertThatThrownBy(() -> project.run(new InspectCommand(), List.of("inspect.show=report")))
                .hasMessageStartingWith("Missing key: run.id");
    }
}
