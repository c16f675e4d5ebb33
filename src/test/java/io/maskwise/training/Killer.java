package io.maskwise.training;

import java.util.ArrayList;
import java.util.List;

/** Kills the run at the n-th thing that it says. */
final class Killer implements TrainingListener {
    private int remaining;
    final List<String> warnings = new ArrayList<>();

    Killer(int remaining) {
        this.remaining = remaining;
    }

    private void step() {
        if (remaining-- == 0) {
            throw new Killed();
        }
    }

    @Override
    public void started(RoundPlan plan) {
        step();
    }

    @Override
    public void roundDone(RoundReport report) {
        step();
    }

    @Override
    public void epochDone(EpochReport report) {
        step();
    }

    @Override
    public void checkpointed(RunProgress progress) {
        step();
    }

    @Override
    public void warned(String message) {
        warnings.add(message);
    }
}
