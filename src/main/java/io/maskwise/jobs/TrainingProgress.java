package io.maskwise.jobs;

import io.maskwise.report.Figures;
import io.maskwise.report.Progress;
import io.maskwise.report.RoundLine;
import io.maskwise.training.EpochReport;
import io.maskwise.training.RoundPlan;
import io.maskwise.training.RoundReport;
import io.maskwise.training.RunProgress;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingSummary;
import io.maskwise.training.ValidationReport;
import java.time.Duration;

/** Shows a training run to whoever watches: a line a round, a line that stays for each epoch. */
final class TrainingProgress implements TrainingListener {
    private final Console console;
    private final Progress progress;
    private final String run;
    private double seconds;
    private long rounds;

    TrainingProgress(Console console, String run) {
        this.console = console;
        this.progress = console.progress();
        this.run = run;
    }

    @Override
    public void started(RoundPlan plan) {
        progress.line("Training " + run + ": " + Figures.count(plan.rounds())
                + (plan.rounds() == 1 ? " round" : " rounds") + " an epoch");
    }

    @Override
    public void resumed(RunProgress state) {
        progress.line("Resuming " + run + " after round " + Figures.count(state.totalRounds()));
    }

    @Override
    public void alreadyComplete(TrainingSummary summary) {
        progress.line("The run " + run + " is complete: nothing to do");
    }

    @Override
    public void warned(String message) {
        progress.clear();
        console.warn(message);
    }

    @Override
    public void roundDone(RoundReport report) {
        seconds += report.seconds();
        rounds++;
        double left = seconds / rounds * (report.totalRounds() - report.totalRound());
        progress.update(new RoundLine(
                        report.epoch(),
                        report.epochs(),
                        report.totalRound(),
                        report.totalRounds(),
                        report.loss().mean(),
                        report.tokensPerSecond(),
                        Duration.ofMillis((long) (left * 1000)))
                .render());
    }

    @Override
    public void validated(ValidationReport report) {
        progress.line("round " + Figures.count(report.totalRound()) + " validated  loss "
                + Figures.decimal(report.loss(), 4) + "  accuracy " + Figures.decimal(report.accuracy(), 4)
                + (report.best() ? "  (best so far)" : ""));
    }

    @Override
    public void epochDone(EpochReport report) {
        progress.line(
                "epoch " + report.epoch() + "/" + report.epochs() + " done  loss " + Figures.decimal(report.loss(), 4));
    }
}
