package io.maskwise.training;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import java.util.Optional;

/**
 * All that the next round needs.
 *
 * @param progress how far the run is
 * @param network its parameters, updater state and steps
 * @param best the parameters of the best measurement so far, if there was one
 */
record Checkpoint(RunProgress progress, NetworkState network, Optional<ParameterVector> best) {}
