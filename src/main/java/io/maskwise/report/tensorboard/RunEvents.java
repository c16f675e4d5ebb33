package io.maskwise.report.tensorboard;

import io.maskwise.model.ParameterVector;
import io.maskwise.report.ModelSummary;
import io.maskwise.training.EpochReport;
import io.maskwise.training.RoundReport;
import io.maskwise.training.RunStart;
import io.maskwise.training.ValidationReport;
import java.io.Closeable;
import java.util.List;

/** What one process writes of a run: curves, histograms and the model's summary, each under its tag. */
final class RunEvents implements Closeable {
    private final EventFile file;
    private final List<ParameterPlace> places;
    private ParameterVector shown;
    private long lastRound;

    /** Goes on from where the run stands; changes of parameters are counted from there. */
    RunEvents(EventFile file, RunStart start) {
        this.file = file;
        this.places = ParameterPlace.of(start.spec());
        this.shown = start.state().parameters();
        this.lastRound = start.rounds();
    }

    /** Writes what there is before the first round: the model's summary, and how its parameters are spread. */
    void describe(RunStart start) {
        Summary summary = new Summary();
        summary.text("model", asCode(ModelSummary.render(start.spec(), shown.precision())));
        addParameters(summary, shown);
        file.add(0, summary);
    }

    /** Markdown leaves what is indented by four spaces as it is. */
    private static String asCode(String text) {
        return text.indent(4);
    }

    void round(RoundReport report) {
        lastRound = report.totalRound();
        file.add(
                lastRound,
                new Summary()
                        .scalar("train/loss", report.loss().mean())
                        .scalar("train/tokens_per_second", report.tokensPerSecond())
                        .scalar("train/seconds", report.seconds())
                        .scalar("train/share_outside_workers", report.shareOutsideWorkers()));
    }

    void learningRate(long round, double rate) {
        file.add(round, new Summary().scalar("train/learning_rate", rate));
    }

    void validation(ValidationReport report) {
        file.add(
                report.totalRound(),
                new Summary()
                        .scalar("validation/loss", report.loss())
                        .scalar("validation/accuracy", report.accuracy()));
    }

    /** The mean loss of an epoch stands at its last round. */
    void epoch(EpochReport report) {
        file.add(lastRound, new Summary().scalar("train/epoch_loss", report.loss()));
    }

    void histograms(long round, ParameterVector parameters) {
        Summary summary = new Summary();
        addParameters(summary, parameters);
        places.forEach(
                place -> summary.histogram("updates/" + place.name(), Histogram.ofChange(shown, parameters, place)));
        file.add(round, summary);
        shown = parameters;
    }

    private void addParameters(Summary summary, ParameterVector parameters) {
        places.forEach(place -> summary.histogram("parameters/" + place.name(), Histogram.of(parameters, place)));
    }

    @Override
    public void close() {
        file.close();
    }
}
