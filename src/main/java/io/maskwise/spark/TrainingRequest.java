package io.maskwise.spark;

import io.maskwise.model.ModelOptions;
import io.maskwise.training.TrainingOptions;

/**
 * Which model to train, how, on what, and where to.
 *
 * @param data the rows
 * @param model the network
 * @param training how it is trained
 * @param run where its files go
 * @param configurationFile the resolved configuration, which is written beside them
 */
public record TrainingRequest(
        TrainingData data, ModelOptions model, TrainingOptions training, RunOptions run, String configurationFile) {}
