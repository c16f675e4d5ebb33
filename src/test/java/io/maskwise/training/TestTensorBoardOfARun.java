package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.report.tensorboard.TensorBoardLog;
import io.maskwise.testing.TensorBoardEvents;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event files of runs that are killed, resumed and replaced: each round is shown once, as the log has it. */
class TestTensorBoardOfARun {
    @TempDir
    private Path folder;

    private Runs runs() {
        return Runs.in(folder);
    }

    private TrainingListener heardBy(TrainingListener other) {
        return TrainingListener.together(List.of(
                new TensorBoardLog(runs().options(), 1, InstantSource.system(), Runs.hadoop(), warning -> {}), other));
    }

    private Map<Long, Float> logged() throws Exception {
        Map<Long, Float> losses = new TreeMap<>();
        for (String line : runs().lossLines("run")) {
            long round = Long.parseLong(line.replaceAll(".*\"totalRound\":(\\d+).*", "$1"));
            losses.put(round, (float) Double.parseDouble(line.replaceAll(".*\"loss\":([^,]+),.*", "$1")));
        }
        return losses;
    }

    private Map<Long, Float> shown() throws Exception {
        return TensorBoardEvents.curve(folder.resolve("run/tensorboard"), "train/loss");
    }

    @ParameterizedTest(name = "killed at news {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 9})
    void aKilledRunShowsEachRoundOnce(int news) throws Exception {
        assertThatThrownBy(() -> runs().train("run", heardBy(new Killer(news)))).isInstanceOf(Killed.class);
        runs().train("run", heardBy(TrainingListener.SILENT));
        assertThat(shown()).isNotEmpty().isEqualTo(logged());
        assertThat(TensorBoardEvents.files(folder.resolve("run/tensorboard"))).hasSize(2);
        assertThat(TensorBoardEvents.shown(folder.resolve("run/tensorboard"), "updates/" + parameter())
                        .keySet())
                .isEqualTo(shown().keySet());
    }

    private String parameter() {
        try (var network = runs().factory().create()) {
            var first = network.spec().nodes().get(0);
            return first.name() + "/" + network.spec().parameters(first).get(0).name();
        }
    }

    @Test
    void aReplacementHasItsOwn() throws Exception {
        runs().train("run", heardBy(TrainingListener.SILENT));
        Map<Long, Float> before = shown();
        Runs other = runs().seeded(8);
        new TrainingRun(other.job("run"), heardBy(TrainingListener.SILENT)).replace(other.workers());
        assertThat(shown()).isEqualTo(logged()).isNotEqualTo(before);
        assertThat(TensorBoardEvents.files(folder.resolve("run/tensorboard"))).hasSize(1);
    }

    @Test
    void whatIsWrittenIsNoStrangerInTheFolder() {
        runs().train("run", heardBy(TrainingListener.SILENT));
        new RunFiles(runs().job("run")).disown();
        assertThat(runs().train("run", TrainingListener.SILENT).completion())
                .isEqualTo(TrainingOutcome.Completion.TRAINED);
    }
}
