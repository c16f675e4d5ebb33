package io.maskwise.training;

import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkState;
import org.apache.hadoop.fs.Path;

/**
 * Where a process begins its work on a run.
 *
 * @param folder where the run's files are until it is finished
 * @param spec what the network is made of
 * @param state what the next round begins with
 * @param rounds the rounds that were done before, in all epochs
 */
public record RunStart(Path folder, ModelSpec spec, NetworkState state, long rounds) {}
