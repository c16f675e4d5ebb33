package io.maskwise.training;

import io.maskwise.model.NetworkState;

/**
 * All that the next round needs.
 *
 * @param progress how far the run is
 * @param network its parameters, updater state and steps
 */
record Checkpoint(RunProgress progress, NetworkState network) {}
