package io.maskwise.training;

import io.maskwise.MaskwiseException;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.training.TrainingOutcome.Completion;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Training in one folder, from wherever it stands to its end; nothing is published without the lock. */
final class Training {
    private final TrainingJob job;
    private final TrainingListener listener;
    private final RunFiles files;
    private final CheckpointStore checkpoints;
    private final KeptUpdaters updaters;

    Training(TrainingJob job, TrainingListener listener) {
        this.job = job;
        this.listener = listener;
        this.files = new RunFiles(job);
        this.checkpoints = new CheckpointStore(job);
        this.updaters = new KeptUpdaters(job.folder(), job.hadoop());
    }

    /** What came of the run, if it is finished; it must then be of this job. */
    Optional<TrainingOutcome> finished() {
        if (!files.begun()) {
            return Optional.empty();
        }
        files.checkIdentity();
        Optional<TrainingSummary> summary = files.summary();
        summary.ifPresent(listener::alreadyComplete);
        summary.ifPresent(known -> forgetUpdaters());
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
            checkpoint.ifPresent(found -> warnOfOtherVersions());
            TrainingLoop loop = new TrainingLoop(job.options(), workers, network, files.qualified());
            refuseEmpty(loop.plan());
            files.begin(lock, Instant.now(), listener::warned);
            TrainingSummary summary = heard(new Rounds(workers, loop, lock, checkpoint), network, lock);
            return new TrainingOutcome(checkpoint.isPresent() ? Completion.RESUMED : Completion.TRAINED, summary);
        }
    }

    private void warnOfOtherVersions() {
        List<String> differences = files.versionDifferences();
        if (!differences.isEmpty()) {
            listener.warned("What computes differs from when the run began, so its parameters may differ in their last"
                    + " bits from those of a run in one go: " + String.join("; ", differences));
        }
    }

    private TrainingSummary heard(Rounds rounds, SequenceNetwork network, RunLock lock) {
        try {
            listener.begun(rounds.start(network.spec()));
            listener.started(rounds.loop.plan());
            return finish(rounds, network, lock);
        } finally {
            listener.ended();
        }
    }

    private TrainingSummary finish(Rounds rounds, SequenceNetwork network, RunLock lock) {
        RunProgress end = rounds.run();
        // What the updater of the last round remembers does not belong to the parameters of an earlier one.
        rounds.best
                .filter(best -> end.validation().bestRound() < end.totalRounds())
                .ifPresent(best -> network.restore(NetworkState.fresh(best, network.steps())));
        TrainingSummary summary = summary(end, network);
        lock.verify();
        ModelFolder.publish(job, network);
        files.finish(summary);
        forgetUpdaters();
        return summary;
    }

    /** What a run does not need any more can wait for another time to be removed. */
    private void forgetUpdaters(Long... needed) {
        if (job.options().keepsUpdaterState()) {
            try {
                updaters.keepOnly(Set.of(needed));
            } catch (MaskwiseException failure) {
                listener.warned(String.valueOf(failure.getMessage()));
            }
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
                end.cells(),
                end.trainSeconds(),
                end.workerSeconds(),
                end.lossPerEpoch(),
                end.skippedParts(),
                end.validation(),
                end.stopped(),
                network.parameterCount(),
                network.parameters().digest());
    }

    /** The rounds that are left, each committed: logged, measured where that is due, and safe from a crash now and then. */
    private final class Rounds {
        private final Workers workers;
        private final TrainingLoop loop;
        private final RunLock lock;
        private RunProgress progress;
        private Optional<ParameterVector> best;

        Rounds(Workers workers, TrainingLoop loop, RunLock lock, Optional<Checkpoint> from) {
            this.workers = workers;
            this.loop = loop;
            this.lock = lock;
            this.progress = from.map(Checkpoint::progress).orElseGet(RunProgress::start);
            this.best = from.flatMap(Checkpoint::best);
        }

        RunStart start(ModelSpec spec) {
            return new RunStart(files.folder(), spec, loop.state(), progress.totalRounds());
        }

        RunProgress run() {
            try (MetricsLog log = openLog()) {
                while (!progress.isOver(job.options().epochs())) {
                    double highestLoss = job.options().poison().highestLoss(progress.lastMeanLoss());
                    RoundReport report = loop.run(progress.next(), highestLoss);
                    progress = progress.after(report);
                    Optional<ValidationReport> measured = measure(report);
                    log.append(report, measured);
                    announce(report, measured);
                    checkpoint();
                    forget();
                }
            }
            loop.network();
            return progress;
        }

        private MetricsLog openLog() {
            lock.verify();
            return MetricsLog.open(files.path("metrics.jsonl"), progress.totalRounds(), listener::warned, job.hadoop());
        }

        private Optional<ValidationReport> measure(RoundReport report) {
            ValidationOptions options = job.options().validation();
            if (!options.isDueAfter(report)) {
                return Optional.empty();
            }
            ValidationScore score = workers.validate(loop.parameters());
            progress = progress.after(score, options);
            boolean isBest = progress.validation().bestRound() == progress.totalRounds();
            if (isBest) {
                best = Optional.of(loop.parameters());
            }
            return Optional.of(
                    new ValidationReport(progress.totalRounds(), score.loss().mean(), score.accuracy(), isBest));
        }

        private void announce(RoundReport report, Optional<ValidationReport> measured) {
            report.skipped().forEach(part -> listener.warned("Left out a worker's part of a round: " + part));
            listener.roundDone(report);
            listener.stateAfter(report, loop.steps(), loop::parameters);
            measured.ifPresent(listener::validated);
            if (progress.epoch() > report.epoch()) {
                double loss = progress.lossPerEpoch().get(report.epoch() - 1);
                listener.epochDone(new EpochReport(report.epoch(), report.epochs(), loss));
            }
        }

        private void checkpoint() {
            boolean last = progress.isOver(job.options().epochs());
            if (last || progress.totalRounds() % job.options().checkpointEvery() == 0) {
                lock.verify();
                checkpoints.publish(progress, loop.network(), best);
                listener.checkpointed(progress);
            }
        }

        /** Removes what updaters remember of rounds that nobody will go on from. */
        private void forget() {
            Set<Long> needed = new HashSet<>(checkpoints.rounds());
            needed.add(progress.totalRounds());
            forgetUpdaters(needed.toArray(Long[]::new));
        }
    }
}
