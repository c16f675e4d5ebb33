package io.maskwise.training;

import io.maskwise.model.NetworkFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Everything that a run is made of, except its rows.
 *
 * @param run which run it is
 * @param options how the model is trained
 * @param factory makes the network to train
 * @param reader reads it back
 * @param data what the model is made for
 * @param folder where the run's files are
 * @param hadoop how to reach them
 */
public record TrainingJob(
        RunDescription run,
        TrainingOptions options,
        NetworkFactory factory,
        NetworkReader reader,
        DataDescription data,
        Path folder,
        Configuration hadoop) {
    /** The same job in another folder. */
    TrainingJob in(Path other) {
        return new TrainingJob(run, options, factory, reader, data, other, hadoop);
    }
}
