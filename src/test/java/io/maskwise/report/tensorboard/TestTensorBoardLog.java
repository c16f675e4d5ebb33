package io.maskwise.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.LayerNode;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.ScheduleKind;
import io.maskwise.model.ScheduleOptions;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.TensorBoardEvents;
import io.maskwise.training.EpochReport;
import io.maskwise.training.RoundPlan;
import io.maskwise.training.RoundReport;
import io.maskwise.training.RunStart;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.ValidationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.framework.HistogramProto;
import org.tensorflow.proto.framework.Summary;
import org.tensorflow.proto.util.Event;
import org.tensorflow.proto.util.SessionLog.SessionStatus;

/** What is written for TensorBoard, read by TensorFlow's own messages. */
class TestTensorBoardLog {
    private static final ModelSpec SPEC = new ModelSpec(
            List.of(ModelInput.maskedTokens("words")),
            List.of(
                    new LayerNode("embedding", new Embedding(5, 2), List.of("words")),
                    new LayerNode("logits", new Dense(3), List.of("embedding"))),
            List.of("logits"));
    private static final int EPOCHS = 2;
    private static final int ROUNDS = 3;

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path run;

    private Path folder() {
        return run.resolve("tensorboard");
    }

    private TensorBoardLog log(int histogramsEvery) {
        TrainingOptions options = new TrainingOptions(
                1,
                EPOCHS,
                new BatchOptions(4, 0),
                2,
                Synchronisation.PARAMETERS,
                UpdaterOptions.sgd(0.5).scheduledBy(new ScheduleOptions(ScheduleKind.COSINE, 0, 0, 0)),
                1,
                2,
                2,
                "train");
        return new TensorBoardLog(
                options,
                histogramsEvery,
                () -> Instant.parse("2026-01-02T03:04:05.5Z"),
                new Configuration(),
                warnings::add);
    }

    /** The rounds after which somebody wanted to see parameters. */
    private final List<Long> asked = new ArrayList<>();

    private static NetworkState state(double value) {
        double[] values = new double[5 * 2 + 2 * 3 + 3];
        Arrays.fill(values, 0, 10, value);
        return NetworkState.fresh(ParameterVector.of(values), (long) value);
    }

    private void begin(TensorBoardLog log, long rounds) {
        log.begun(new RunStart(new org.apache.hadoop.fs.Path(run.toString()), SPEC, state((double) rounds), rounds));
        log.started(new RoundPlan(new TreeMap<>(Map.of(8, 6)), 2));
    }

    private void round(TensorBoardLog log, int epoch, int round) {
        RoundReport report =
                new RoundReport(epoch, EPOCHS, round, ROUNDS, new LossSum(10.0 / round, 4), 60, 64, 2, 1.5, List.of());
        log.roundDone(report);
        NetworkState after = state((double) report.totalRound());
        log.stateAfter(report, after.steps(), () -> {
            asked.add(report.totalRound());
            return after.parameters();
        });
        if (round == ROUNDS) {
            log.validated(new ValidationReport(report.totalRound(), 0.25, 0.75, true));
            log.epochDone(new EpochReport(epoch, EPOCHS, 1.25));
        }
    }

    @Test
    void curvesHaveAPointForEachRound() throws Exception {
        TensorBoardLog log = log(0);
        begin(log, 0);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int round = 1; round <= ROUNDS; round++) {
                round(log, epoch, round);
            }
        }
        log.ended();

        assertThat(asked).containsExactly(3L, 6L);
        assertThat(TensorBoardEvents.curve(folder(), "train/loss"))
                .isEqualTo(Map.of(1L, 2.5f, 2L, 1.25f, 3L, 10f / 12, 4L, 2.5f, 5L, 1.25f, 6L, 10f / 12));
        assertThat(TensorBoardEvents.curve(folder(), "train/tokens_per_second").values())
                .hasSize(6)
                .containsOnly(30f);
        assertThat(TensorBoardEvents.curve(folder(), "train/share_outside_workers")
                        .values())
                .hasSize(6)
                .containsOnly(0.25f);
        assertThat(TensorBoardEvents.curve(folder(), "train/epoch_loss")).isEqualTo(Map.of(3L, 1.25f, 6L, 1.25f));
        assertThat(TensorBoardEvents.curve(folder(), "validation/loss")).isEqualTo(Map.of(3L, 0.25f, 6L, 0.25f));
        assertThat(TensorBoardEvents.curve(folder(), "validation/accuracy")).isEqualTo(Map.of(3L, 0.75f, 6L, 0.75f));
        // A cosine over the run's 12 steps; round 6 here ends with the step of number 5.
        assertThat(TensorBoardEvents.curve(folder(), "train/learning_rate").get(1L))
                .isEqualTo(0.5f);
        assertThat(TensorBoardEvents.curve(folder(), "train/learning_rate").get(6L))
                .isCloseTo((float) (0.25 * (1 + Math.cos(Math.PI * 5 / 12))), within(1e-6f));
    }

    @Test
    void theFirstBytesAreThoseOfEveryEventFile() throws Exception {
        TensorBoardLog log = log(0);
        begin(log, 0);
        log.ended();
        byte[] bytes = Files.readAllBytes(TensorBoardEvents.files(folder()).get(0));
        // A record of 24 bytes: TensorFlow writes the same length and checksum.
        assertThat(HexFormat.of().formatHex(bytes, 0, 12)).isEqualTo("1800000000000000a37f4b22");
        List<Event> events =
                TensorBoardEvents.read(TensorBoardEvents.files(folder()).get(0));
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events.get(0).getWallTime()).isEqualTo(1767323045.5);
        assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.getUnknownFields().asMap()).isEmpty());
    }

    @Test
    void theModelIsDescribedInWords() throws Exception {
        TensorBoardLog log = log(0);
        begin(log, 0);
        log.ended();
        Summary.Value model = TensorBoardEvents.shownAt(folder(), "model", 0);
        assertThat(model.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
        assertThat(model.getTensor().getDtype().name()).isEqualTo("DT_STRING");
        assertThat(model.getTensor().getTensorShape().getDimCount()).isZero();
        String markdown = model.getTensor().getStringVal(0).toStringUtf8();
        assertThat(markdown).contains("    embedding (Embedding)", "Total parameters: 19 (152 B)");
        assertThat(markdown.lines().filter(line -> !line.isBlank())).allMatch(line -> line.startsWith("    "));
    }

    @ParameterizedTest
    @CsvSource({"0,3;6", "1,1;2;3;4;5;6", "4,4", "100,''"})
    void histogramsAreMadeNowAndThen(int every, String steps) throws Exception {
        TensorBoardLog log = log(every);
        begin(log, 0);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int round = 1; round <= ROUNDS; round++) {
                round(log, epoch, round);
            }
        }
        log.ended();
        List<Long> expected = Arrays.stream(steps.split(";"))
                .filter(step -> !step.isEmpty())
                .map(Long::valueOf)
                .toList();
        for (String parameter : List.of("embedding/embeddings", "logits/kernel", "logits/bias")) {
            assertThat(TensorBoardEvents.shown(folder(), "updates/" + parameter).keySet())
                    .containsExactlyElementsOf(expected);
            assertThat(TensorBoardEvents.shown(folder(), "parameters/" + parameter))
                    .hasSize(expected.size() + 1)
                    .containsKey(0L);
        }
    }

    @Test
    void anUpdateIsWhatChangedSinceTheHistogramBefore() throws Exception {
        TensorBoardLog log = log(2);
        begin(log, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            round(log, 1, round);
        }
        round(log, 2, 1);
        log.ended();
        HistogramProto changed = TensorBoardEvents.shownAt(folder(), "updates/embedding/embeddings", 4)
                .getHisto();
        assertThat(changed.getMin()).isEqualTo(2);
        assertThat(changed.getMax()).isEqualTo(2);
        assertThat(changed.getNum()).isEqualTo(10);
        HistogramProto unchanged =
                TensorBoardEvents.shownAt(folder(), "updates/logits/kernel", 4).getHisto();
        assertThat(unchanged.getMin()).isZero();
        assertThat(unchanged.getMax()).isZero();
    }

    @Test
    void whatACrashUndidIsShownOnce() throws Exception {
        TensorBoardLog killed = log(1);
        begin(killed, 0);
        round(killed, 1, 1);
        round(killed, 1, 2);
        round(killed, 1, 3);
        // It goes on from a checkpoint after the first round, in the same second.
        TensorBoardLog resumed = log(1);
        begin(resumed, 1);
        round(resumed, 1, 2);
        resumed.ended();
        assertThat(TensorBoardEvents.files(folder())).hasSize(2);
        assertThat(TensorBoardEvents.curve(folder(), "train/loss").keySet()).containsExactly(1L, 2L);
        assertThat(TensorBoardEvents.curve(folder(), "validation/loss")).isEmpty();
        assertThat(TensorBoardEvents.shown(folder(), "model").keySet()).containsExactly(0L);
        assertThat(TensorBoardEvents.shown(folder(), "updates/logits/bias").keySet())
                .containsExactly(1L, 2L);
    }

    @Test
    void aRunThatBeginsOnceMoreForgetsEverything() throws Exception {
        TensorBoardLog killed = log(1);
        begin(killed, 0);
        round(killed, 1, 1);
        begin(log(1), 0);
        assertThat(TensorBoardEvents.curve(folder(), "train/loss")).isEmpty();
        assertThat(TensorBoardEvents.shown(folder(), "model")).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeWrittenIsWarnedOfOnceAndEndsNoRun() throws Exception {
        Files.writeString(folder(), "a file");
        TensorBoardLog log = log(0);
        begin(log, 0);
        round(log, 1, 1);
        log.ended();
        assertThat(warnings)
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("Going on without TensorBoard's events: Cannot write " + folder());
    }

    @Test
    void aLogOfNoRunHearsInSilence() {
        round(log(1), 1, 1);
        assertThat(folder()).doesNotExist();
    }
}
