package io.maskwise.training;

import io.maskwise.MaskwiseException;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.training.TrainingOutcome.Completion;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A run from wherever it stands to its end: begun, resumed from its newest checkpoint, or left alone where finished.
 *
 * <p>Killed at any moment and called again, it ends with the same parameters, bit for bit.
 */
public final class TrainingRun {
    private final TrainingJob job;
    private final TrainingListener listener;
    private final RunFiles files;
    private final CheckpointStore checkpoints;

    public TrainingRun(TrainingJob job, TrainingListener listener) {
        this.job = job;
        this.listener = listener;
        this.files = new RunFiles(job);
        this.checkpoints = new CheckpointStore(job);
    }

    /**
     * Trains.
     *
     * @param source makes the workers, unless there is nothing to do; they are closed here
     * @throws MaskwiseException if the run is another process's (exit 4) or of another configuration (exit 4), the
     *     split has no rows (exit 3), or training diverges (exit 6)
     */
    public TrainingOutcome run(Supplier<? extends Workers> source) {
        Optional<TrainingOutcome> finished = finished();
        if (finished.isPresent()) {
            return finished.get();
        }
        try (RunLock lock = RunLock.acquire(files.path(RunFiles.LOCK), job.hadoop())) {
            Optional<TrainingOutcome> meanwhile = finished();
            return meanwhile.isPresent() ? meanwhile.get() : train(source, lock);
        }
    }

    /**
     * Removes what an earlier run of this id left, finished or not.
     *
     * @throws MaskwiseException with exit 4 if another process works on the run, or the folder holds no run
     */
    public void discard() {
        files.requireRunOrNothing();
        if (files.begun()) {
            try (RunLock lock = RunLock.acquire(files.path(RunFiles.LOCK), job.hadoop())) {
                lock.verify();
                files.deleteAllButLock();
            }
        }
    }

    private Optional<TrainingOutcome> finished() {
        if (!files.begun()) {
            return Optional.empty();
        }
        files.checkIdentity();
        Optional<TrainingSummary> summary = files.summary();
        summary.ifPresent(listener::alreadyComplete);
        return summary.map(known -> new TrainingOutcome(Completion.ALREADY_COMPLETE, known));
    }

    private TrainingOutcome train(Supplier<? extends Workers> source, RunLock lock) {
        if (!files.begun()) {
            files.begin(Instant.now());
        }
        Optional<Checkpoint> checkpoint = checkpoints.latest(listener::warned);
        try (SequenceNetwork network = job.factory().create();
                Workers workers = source.get()) {
            checkpoint.ifPresent(found -> network.restore(found.network()));
            checkpoint.ifPresent(found -> listener.resumed(found.progress()));
            TrainingLoop loop = new TrainingLoop(job.options(), workers, network);
            refuseEmpty(loop.plan());
            listener.started(loop.plan());
            RunProgress start = checkpoint.map(Checkpoint::progress).orElseGet(RunProgress::start);
            RunProgress end = rounds(loop, start, new Commit(network, lock));
            TrainingSummary summary = summary(end, network);
            lock.verify();
            ModelFolder.publish(job, network);
            files.finish(summary);
            return new TrainingOutcome(checkpoint.isPresent() ? Completion.RESUMED : Completion.TRAINED, summary);
        }
    }

    private RunProgress rounds(TrainingLoop loop, RunProgress start, Commit commit) {
        RunProgress progress = start;
        try (MetricsLog log = MetricsLog.open(files.path("metrics.jsonl"), start.totalRounds(), job.hadoop())) {
            while (progress.epoch() <= job.options().epochs()) {
                RoundReport report = loop.run(progress.next());
                progress = progress.after(report);
                log.append(report);
                announce(report, progress);
                commit.afterRound(progress);
            }
        }
        return progress;
    }

    private void announce(RoundReport report, RunProgress progress) {
        listener.roundDone(report);
        if (progress.epoch() > report.epoch()) {
            double loss = progress.lossPerEpoch().get(report.epoch() - 1);
            listener.epochDone(new EpochReport(report.epoch(), report.epochs(), loss));
        }
    }

    private void refuseEmpty(RoundPlan plan) {
        if (plan.rounds() == 0) {
            throw MaskwiseException.input(
                    "Cannot train on the split %s: it has no rows (choose another split, or prepare more data)",
                    job.options().split());
        }
    }

    private TrainingSummary summary(RunProgress end, SequenceNetwork network) {
        return new TrainingSummary(
                end.epoch() - 1,
                end.totalRounds(),
                end.realTokens(),
                end.trainSeconds(),
                end.lossPerEpoch(),
                network.parameterCount(),
                network.state().parameters().digest());
    }

    /** Makes rounds safe from a crash: every few, and the last. */
    private final class Commit {
        private final SequenceNetwork network;
        private final RunLock lock;

        Commit(SequenceNetwork network, RunLock lock) {
            this.network = network;
            this.lock = lock;
        }

        void afterRound(RunProgress progress) {
            boolean last = progress.epoch() > job.options().epochs();
            if (last || progress.totalRounds() % job.options().checkpointEvery() == 0) {
                lock.verify();
                checkpoints.publish(progress, network);
                listener.checkpointed(progress);
            }
        }
    }
}
