package io.maskwise.jobs;

import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.spark.ConfiguredNetwork;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.training.ModelFolder;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The model that a configuration means: the run's where it has one, else the network that is configured, new.
 *
 * @param title which of them it is, in words
 * @param network makes it
 * @param trained the run's model
 */
record ChosenModel(String title, NetworkFactory network, Optional<ModelFolder> trained) {
    /** Whether a configuration can mean a model at all. */
    static boolean isPossible(MaskwiseConfig config) {
        return config.isComplete("run") || isConfigured(config);
    }

    private static boolean isConfigured(MaskwiseConfig config) {
        return config.isComplete("model") && config.isComplete("dataset");
    }

    /**
     * The model, or nothing where the run has none yet and no network is configured.
     *
     * @param dataset opens the dataset, for the sizes of a network that is configured
     * @throws MaskwiseException with exit 3 if the run's model, or the dataset, cannot be read
     */
    static Optional<ChosenModel> find(MaskwiseConfig config, Supplier<PreparedDataset> dataset, Configuration hadoop) {
        if (config.isComplete("run")) {
            Path run = new Path(config.run().path());
            if (ModelFolder.isIn(run, hadoop)) {
                return Optional.of(trained(run, hadoop));
            }
        }
        return isConfigured(config) ? Optional.of(configured(config, dataset.get())) : Optional.empty();
    }

    /** As {@link #find}; with exit 3 also if there is none. */
    static ChosenModel of(MaskwiseConfig config, Supplier<PreparedDataset> dataset, Configuration hadoop) {
        return find(config, dataset, hadoop)
                .orElseThrow(() -> MaskwiseException.input(
                        "Cannot read the model of the run %s: it has none yet (make it with the command train, or set"
                                + " model.task and dataset.path for one that is only configured)",
                        config.run().path()));
    }

    private static ChosenModel trained(Path run, Configuration hadoop) {
        ModelFolder folder = ModelFolder.open(ModelFolder.of(run), Dl4jNetwork::read, hadoop);
        return new ChosenModel("the model of " + run, folder.stored(), Optional.of(folder));
    }

    private static ChosenModel configured(MaskwiseConfig config, PreparedDataset dataset) {
        String why =
                config.isComplete("run") ? "the run " + config.run().path() + " has no model yet" : "no run is named";
        return new ChosenModel(
                "the network of the configuration, new (" + why + ")",
                ConfiguredNetwork.of(config.model(), UpdaterOptions.sgd(1), dataset),
                Optional.empty());
    }
}
