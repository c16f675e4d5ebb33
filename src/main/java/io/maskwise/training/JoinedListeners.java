package io.maskwise.training;

import io.maskwise.model.ParameterVector;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Several listeners as one: each hears everything, in their order. */
record JoinedListeners(List<TrainingListener> listeners) implements TrainingListener {
    JoinedListeners {
        listeners = List.copyOf(listeners);
    }

    private void tell(Consumer<TrainingListener> news) {
        listeners.forEach(news);
    }

    @Override
    public void begun(RunStart start) {
        tell(listener -> listener.begun(start));
    }

    @Override
    public void started(RoundPlan plan) {
        tell(listener -> listener.started(plan));
    }

    @Override
    public void resumed(RunProgress progress) {
        tell(listener -> listener.resumed(progress));
    }

    @Override
    public void alreadyComplete(TrainingSummary summary) {
        tell(listener -> listener.alreadyComplete(summary));
    }

    @Override
    public void warned(String message) {
        tell(listener -> listener.warned(message));
    }

    @Override
    public void roundDone(RoundReport report) {
        tell(listener -> listener.roundDone(report));
    }

    @Override
    public void stateAfter(RoundReport report, long steps, Supplier<ParameterVector> parameters) {
        tell(listener -> listener.stateAfter(report, steps, parameters));
    }

    @Override
    public void validated(ValidationReport report) {
        tell(listener -> listener.validated(report));
    }

    @Override
    public void epochDone(EpochReport report) {
        tell(listener -> listener.epochDone(report));
    }

    @Override
    public void checkpointed(RunProgress progress) {
        tell(listener -> listener.checkpointed(progress));
    }

    @Override
    public void ended() {
        tell(TrainingListener::ended);
    }
}
