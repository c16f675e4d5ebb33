package io.maskwise.training;

import io.maskwise.MaskwiseException;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.training.TrainingOutcome.Completion;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Training in one folder, from wherever it stands to its end; nothing is published without the lock. */
final class Training {
    private final TrainingJob job;
    private final TrainingListener listener;
    private final RunFiles files;
    private final CheckpointStore checkpoints;

    Training(TrainingJob job, TrainingListener listener) {
        this.job = job;
        this.listener = listener;
        this.files = new RunFiles(job);
        this.checkpoints = new CheckpointStore(job);
    }

    /** What came of the run, if it is finished; it must then be of this job. */
    Optional<TrainingOutcome> finished() {
        if (!files.begun()) {
            return Optional.empty();
        }
        files.checkIdentity();
        Optional<TrainingSummary> summary = files.summary();
        summary.ifPresent(listener::alreadyComplete);
        return summary.map(known -> new TrainingOutcome(Completion.ALREADY_COMPLETE, known));
    }

    /** Trains from the newest checkpoint to the end, unless the run is finished. */
    TrainingOutcome run(Supplier<? extends Workers> source, RunLock lock) {
        return finished().orElseGet(() -> train(source, lock));
    }

    private TrainingOutcome train(Supplier<? extends Workers> source, RunLock lock) {
        // Without its identity beside it, a checkpoint may be of any configuration.
        Optional<Checkpoint> checkpoint = files.begun() ? checkpoints.latest(listener::warned) : Optional.empty();
        try (SequenceNetwork network = job.factory().create();
                Workers workers = source.get()) {
            checkpoint.ifPresent(found -> network.restore(found.network()));
            checkpoint.ifPresent(found -> listener.resumed(found.progress()));
            TrainingLoop loop = new TrainingLoop(job.options(), workers, network);
            refuseEmpty(loop.plan());
            files.begin(lock, Instant.now(), listener::warned);
            listener.started(loop.plan());
            RunProgress start = checkpoint.map(Checkpoint::progress).orElseGet(RunProgress::start);
            TrainingSummary summary = summary(rounds(loop, start, new Commit(network, lock)), network);
            lock.verify();
            ModelFolder.publish(job, network);
            files.finish(summary);
            return new TrainingOutcome(checkpoint.isPresent() ? Completion.RESUMED : Completion.TRAINED, summary);
        }
    }

    private RunProgress rounds(TrainingLoop loop, RunProgress start, Commit commit) {
        RunProgress progress = start;
        try (MetricsLog log = commit.openLog(start)) {
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

        MetricsLog openLog(RunProgress start) {
            lock.verify();
            return MetricsLog.open(files.path("metrics.jsonl"), start.totalRounds(), listener::warned, job.hadoop());
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
