package io.maskwise.spark.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.InvalidOption;
import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelTask;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentDirection;
import io.maskwise.model.RecurrentOptions;
import io.maskwise.model.UpdaterKind;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.training.DeviceChoice;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.UpdaterStatePolicy;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** Which network is trained, and how: what a configuration says in its sections {@code model} and {@code train}. */
public interface TrainingParams extends PredictionColumns {
    /** The column of labels. */
    default Param<String> labelCol() {
        return Parameters.column(this, "labelCol", "column of labels: strings, booleans or whole numbers");
    }

    /** The column that orders the rows. */
    default Param<String> orderCol() {
        return Parameters.text(
                this,
                "orderCol",
                "column that orders the rows, of ids such as file:line as a corpus is; empty = by what they hold");
    }

    /** The layers, as JSON. */
    default Param<String> layers() {
        return Parameters.text(
                this, "layers", "layers as model.layers has them, as JSON; [] = embedding, recurrent and dense layer");
    }

    /** The size of a token's embedding. */
    default IntParam embedding() {
        return Parameters.atLeast(1, this, "embedding", "size of a token's embedding, where no layers are given");
    }

    /** The size of the recurrent layer's state. */
    default IntParam units() {
        return Parameters.atLeast(1, this, "units", "size of the LSTM's state, each way, where no layers are given");
    }

    /** Which way the recurrent layer reads. */
    default Param<String> direction() {
        return Parameters.choice(RecurrentDirection.class, this, "direction", "which way the LSTM reads");
    }

    /** The type of the parameters. */
    default Param<String> precision() {
        return Parameters.choice(Precision.class, this, "precision", "type of the network's parameters");
    }

    /** The seed of the first parameters. */
    default LongParam modelSeed() {
        return new LongParam(this, "modelSeed", "seed of the network's first parameters");
    }

    /** How many logical workers there are. */
    default IntParam workers() {
        return Parameters.atLeast(
                1, this, "workers", "logical workers; the result depends on them, not on cores or executors");
    }

    /** How often all rows are seen. */
    default IntParam epochs() {
        return Parameters.atLeast(1, this, "epochs", "how often all rows are seen");
    }

    /** How many rows a batch has at most. */
    default IntParam batchRows() {
        return Parameters.atLeast(1, this, "batchRows", "rows of a batch at most");
    }

    /** How many cells a batch has at most. */
    default IntParam batchCells() {
        return Parameters.atLeast(0, this, "batchCells", "rows times padded length of a batch at most; 0 = no limit");
    }

    /** How many batches a worker trains between two averages. */
    default IntParam averagingFrequency() {
        return Parameters.atLeast(1, this, "averagingFrequency", "batches of a worker between two averages");
    }

    /** What workers combine. */
    default Param<String> sync() {
        return Parameters.choice(Synchronisation.class, this, "sync", "what workers combine");
    }

    /** What becomes of what the workers' updaters remember. */
    default Param<String> updaterState() {
        return Parameters.choice(
                UpdaterStatePolicy.class, this, "updaterState", "what becomes of what the workers' updaters remember");
    }

    /** The rule by which parameters are updated. */
    default Param<String> updater() {
        return Parameters.choice(UpdaterKind.class, this, "updater", "rule by which parameters are updated");
    }

    /** The step size. */
    default DoubleParam learningRate() {
        return Parameters.positive(this, "learningRate", "step size of the updater");
    }

    /** The seed of the order of batches. */
    default LongParam seed() {
        return new LongParam(this, "seed", "seed of the order of batches, and of what is dropped");
    }

    /** Where workers compute. */
    default Param<String> device() {
        return Parameters.choice(DeviceChoice.class, this, "device", "where workers compute");
    }

    /** How many rounds are between two checkpoints. */
    default IntParam checkpointEvery() {
        return Parameters.atLeast(1, this, "checkpointEvery", "rounds between two checkpoints");
    }

    /** Where runs are kept. */
    default Param<String> workDirectory() {
        return Parameters.text(
                this,
                "workDirectory",
                "folder of runs, on any file system that Hadoop knows, where a run that was killed goes on; empty = a"
                        + " temporary one of the driver");
    }

    /**
     * The network.
     *
     * @throws IllegalArgumentException naming what is wrong with the layers
     */
    default ModelOptions modelOptions(ModelTask task) {
        return new ModelOptions(
                task,
                layerList(getOrDefault(layers())),
                (int) getOrDefault(embedding()),
                new RecurrentOptions(
                        (int) getOrDefault(units()),
                        Parameters.chosen(RecurrentDirection.class, getOrDefault(direction()))),
                Parameters.chosen(Precision.class, getOrDefault(precision())),
                (long) getOrDefault(modelSeed()));
    }

    private static List<Map<String, Object>> layerList(String json) {
        try {
            return new ObjectMapper().readValue(json, new TypeReference<List<Map<String, Object>>>() {});
        } catch (JsonProcessingException malformed) {
            throw new InvalidOption(
                    "layers",
                    malformed.getOriginalMessage()
                            + " (must be a JSON array of objects, such as [{\"type\": \"lstm\", \"units\": 64}])",
                    "layers");
        }
    }

    /** How it is trained. */
    default TrainingOptions trainingOptions() {
        UpdaterOptions rule = UpdaterOptions.of(
                Parameters.chosen(UpdaterKind.class, getOrDefault(updater())), (double) getOrDefault(learningRate()));
        return new TrainingOptions(
                        (int) getOrDefault(workers()),
                        (int) getOrDefault(epochs()),
                        new BatchOptions((int) getOrDefault(batchRows()), (int) getOrDefault(batchCells())),
                        (int) getOrDefault(averagingFrequency()),
                        Parameters.chosen(Synchronisation.class, getOrDefault(sync())),
                        rule,
                        (long) getOrDefault(seed()),
                        (int) getOrDefault(checkpointEvery()),
                        1,
                        "train")
                .keeping(Parameters.chosen(UpdaterStatePolicy.class, getOrDefault(updaterState())))
                .on(Parameters.chosen(DeviceChoice.class, getOrDefault(device())));
    }
}
