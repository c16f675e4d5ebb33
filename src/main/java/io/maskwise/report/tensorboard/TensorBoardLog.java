package io.maskwise.report.tensorboard;

import io.maskwise.MaskwiseException;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.ScheduleOptions;
import io.maskwise.training.EpochReport;
import io.maskwise.training.RoundPlan;
import io.maskwise.training.RoundReport;
import io.maskwise.training.RunStart;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.ValidationReport;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Writes a run's event files for TensorBoard, into its folder {@code tensorboard}.
 *
 * <p>Steps are rounds, counted over all epochs. Curves get a point each round; histograms of every parameter, and of
 * what it changed by since its histogram before, are made now and then, as they go through all parameters.
 */
public final class TensorBoardLog implements TrainingListener {
    /** The folder in that of the run. */
    public static final String FOLDER = "tensorboard";

    private final TrainingOptions training;
    private final int histogramsEvery;
    private final InstantSource clock;
    private final Configuration hadoop;
    private final Consumer<String> warnings;
    private ScheduleOptions schedule = ScheduleOptions.CONSTANT;
    private Optional<RunEvents> events = Optional.empty();

    /**
     * A log that writes nothing until a run begins.
     *
     * @param histogramsEvery rounds between two histograms; 0 = at the end of each epoch
     * @param warnings is told once if events cannot be written; the training goes on without them
     */
    public TensorBoardLog(
            TrainingOptions training,
            int histogramsEvery,
            InstantSource clock,
            Configuration hadoop,
            Consumer<String> warnings) {
        this.training = training;
        this.histogramsEvery = histogramsEvery;
        this.clock = clock;
        this.hadoop = hadoop;
        this.warnings = warnings;
    }

    @Override
    public void begun(RunStart start) {
        // What stands there of the first step that is ahead, or of later ones, was undone by a crash.
        long firstStep = start.rounds() == 0 ? 0 : start.rounds() + 1;
        try {
            EventFile file = EventFile.begin(new Path(start.folder(), FOLDER), firstStep, clock, hadoop);
            events = Optional.of(new RunEvents(file, start));
        } catch (MaskwiseException failure) {
            warn(failure);
        }
        if (start.rounds() == 0) {
            add(run -> run.describe(start));
        }
    }

    /** Events are for looking at: a training does not fail for want of them. */
    private void add(Consumer<RunEvents> news) {
        Optional<RunEvents> run = events;
        try {
            run.ifPresent(news);
        } catch (MaskwiseException failure) {
            events = Optional.empty();
            warn(failure);
            closeAfter(failure, run);
        }
    }

    private static void closeAfter(MaskwiseException failure, Optional<RunEvents> run) {
        try {
            run.ifPresent(RunEvents::close);
        } catch (MaskwiseException further) {
            failure.addSuppressed(further);
        }
    }

    private void warn(MaskwiseException failure) {
        warnings.accept("Going on without TensorBoard's events: " + failure.getMessage());
    }

    @Override
    public void started(RoundPlan plan) {
        long steps = (long) plan.places() * training.epochs();
        schedule = training.updater().schedule().over(steps);
    }

    @Override
    public void roundDone(RoundReport report) {
        add(run -> run.round(report));
    }

    @Override
    public void stateAfter(RoundReport report, long steps, Supplier<ParameterVector> parameters) {
        add(run -> {
            run.learningRate(report.totalRound(), learningRate(steps));
            if (isHistogramDue(report)) {
                run.histograms(report.totalRound(), parameters.get());
            }
        });
    }

    /** That of the last step that was taken; the first has number 0. */
    private double learningRate(long steps) {
        return training.updater().learningRate() * schedule.factor(Math.max(0, steps - 1));
    }

    private boolean isHistogramDue(RoundReport report) {
        return histogramsEvery == 0 ? report.round() == report.rounds() : report.totalRound() % histogramsEvery == 0;
    }

    @Override
    public void validated(ValidationReport report) {
        add(run -> run.validation(report));
    }

    @Override
    public void epochDone(EpochReport report) {
        add(run -> run.epoch(report));
    }

    @Override
    public void ended() {
        add(RunEvents::close);
        events = Optional.empty();
    }
}
