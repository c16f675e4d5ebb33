package io.maskwise.spark.dl4j;

import io.maskwise.model.NetworkState;
import io.maskwise.training.RoundPosition;
import java.io.Serializable;

/**
 * What every worker is told for a round.
 *
 * @param configuration the graph's configuration, as DL4J's JSON
 * @param state what each worker's graph begins with; without an updater state where it takes no step
 * @param position which round it is
 * @param options how to train
 */
record GraphRequest(String configuration, NetworkState state, RoundPosition position, MasterOptions options)
        implements Serializable {}
