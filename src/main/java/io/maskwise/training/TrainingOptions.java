package io.maskwise.training;

import io.maskwise.InvalidOption;
import io.maskwise.MaskwiseException;
import io.maskwise.model.ClassWeights;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a model is trained.
 *
 * @param workers the number of logical workers, independent of executors and cores
 * @param epochs how often every row is seen
 * @param batch how large a worker's batch may be
 * @param groupByLength whether a batch is of rows of like length, padded to the longest of them only
 * @param averagingFrequency batches that each worker fits in a round; a round of gradients has one, whatever it says
 * @param sync what the workers send back
 * @param updaterState what becomes of what the workers' updaters remember
 * @param updater how parameters are updated
 * @param seed the seed of everything random
 * @param checkpointEvery rounds between two checkpoints
 * @param keepCheckpoints how many of the newest checkpoints stay
 * @param split the split to train on
 * @param validation how the model is measured meanwhile
 * @param poison what happens where a worker's part of a round is worth nothing
 * @param device where workers compute
 * @param classWeights what labels weigh, by their names, finite and not negative; all others weigh 1
 */
public record TrainingOptions(
        int workers,
        int epochs,
        BatchOptions batch,
        boolean groupByLength,
        int averagingFrequency,
        Synchronisation sync,
        UpdaterStatePolicy updaterState,
        UpdaterOptions updater,
        long seed,
        int checkpointEvery,
        int keepCheckpoints,
        String split,
        ValidationOptions validation,
        PoisonOptions poison,
        DeviceChoice device,
        Map<String, Double> classWeights)
        implements Serializable {
    public TrainingOptions {
        atLeastOne("number of workers", workers, "workers");
        atLeastOne("number of epochs", epochs, "epochs");
        atLeastOne("averaging frequency", averagingFrequency, "averaging-frequency");
        atLeastOne("rounds between checkpoints", checkpointEvery, "checkpoint-every");
        atLeastOne("number of checkpoints to keep", keepCheckpoints, "keep-checkpoints");
        if (split.isBlank()) {
            throw new InvalidOption("split", "it is empty (must name a split of the dataset)", "split");
        }
        classWeights = Collections.unmodifiableSortedMap(new TreeMap<>(classWeights));
        classWeights.forEach((label, weight) -> {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                String complaint = weight + " (must be finite and >= 0)";
                throw new InvalidOption("weight of label " + label, complaint, "class-weights", label);
            }
        });
    }

    /** Options with the defaults of the rest. */
    public TrainingOptions(
            int workers,
            int epochs,
            BatchOptions batch,
            int averagingFrequency,
            Synchronisation sync,
            UpdaterOptions updater,
            long seed,
            int checkpointEvery,
            int keepCheckpoints,
            String split) {
        this(
                workers,
                epochs,
                batch,
                false,
                averagingFrequency,
                sync,
                UpdaterStatePolicy.AVERAGE,
                updater,
                seed,
                checkpointEvery,
                keepCheckpoints,
                split,
                ValidationOptions.NONE,
                PoisonOptions.DEFAULT,
                DeviceChoice.AUTO,
                Map.of());
    }

    /** The same options, but for what labels weigh. */
    public TrainingOptions weighing(Map<String, Double> labels) {
        return with(groupByLength, updaterState, updater, validation, poison, device, labels);
    }

    /** The same options, but for what updaters remember. */
    public TrainingOptions keeping(UpdaterStatePolicy policy) {
        return with(groupByLength, policy, updater, validation, poison, device, classWeights);
    }

    /** The same options, but for how the model is measured meanwhile. */
    public TrainingOptions validating(ValidationOptions otherValidation) {
        return with(groupByLength, updaterState, updater, otherValidation, poison, device, classWeights);
    }

    /** The same options, but for what happens where work is worth nothing. */
    public TrainingOptions guardedBy(PoisonOptions otherPoison) {
        return with(groupByLength, updaterState, updater, validation, otherPoison, device, classWeights);
    }

    /** The same options, but for where workers compute. */
    public TrainingOptions on(DeviceChoice otherDevice) {
        return with(groupByLength, updaterState, updater, validation, poison, otherDevice, classWeights);
    }

    /** The same options, but for whether rows of like length go into one batch. */
    public TrainingOptions groupingByLength(boolean grouping) {
        return with(grouping, updaterState, updater, validation, poison, device, classWeights);
    }

    private TrainingOptions with(
            boolean grouping,
            UpdaterStatePolicy policy,
            UpdaterOptions otherUpdater,
            ValidationOptions otherValidation,
            PoisonOptions otherPoison,
            DeviceChoice otherDevice,
            Map<String, Double> labels) {
        return new TrainingOptions(
                workers,
                epochs,
                batch,
                grouping,
                averagingFrequency,
                sync,
                policy,
                otherUpdater,
                seed,
                checkpointEvery,
                keepCheckpoints,
                split,
                otherValidation,
                otherPoison,
                otherDevice,
                labels);
    }

    private static void atLeastOne(String subject, int value, String key) {
        if (value < 1) {
            throw new InvalidOption(subject, value + " (must be >= 1)", key);
        }
    }

    /**
     * The weights by the ids of labels.
     *
     * @throws MaskwiseException (input) if there is no such label
     */
    public ClassWeights classWeights(LabelTable labels) {
        Map<Integer, Double> byId = new TreeMap<>();
        classWeights.forEach((label, weight) -> byId.put(
                labels.labelId(label)
                        .orElseThrow(() -> MaskwiseException.input(
                                "Cannot weigh the label %s by train.class-weights: the dataset has no such label (must"
                                        + " be one of %s)",
                                label, names(labels))),
                weight));
        return ClassWeights.of(byId);
    }

    private static String names(LabelTable labels) {
        return labels instanceof LabelSet set
                ? String.join(", ", set.labels())
                : "the " + labels.size() + " in " + LabelTable.fileName(Labelling.TARGET_SEQUENCE);
    }

    /** Whether what updaters remember goes to all workers, as the parameters do. */
    boolean averagesUpdaterState() {
        return sync == Synchronisation.PARAMETERS && updaterState == UpdaterStatePolicy.AVERAGE;
    }

    /** Whether what each worker's updater remembers stays with that worker. */
    public boolean keepsUpdaterState() {
        return sync == Synchronisation.PARAMETERS && updaterState == UpdaterStatePolicy.KEEP;
    }

    /** How many batches a worker handles in one round. */
    public int batchesPerRound() {
        return switch (sync) {
            case PARAMETERS -> averagingFrequency;
            case GRADIENTS -> 1;
        };
    }
}
