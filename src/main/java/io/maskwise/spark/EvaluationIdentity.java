package io.maskwise.spark;

/**
 * Which model was measured on what: two measurements of equal identity have equal figures.
 *
 * @param parametersDigest the model's parameters
 * @param datasetSha256 the dataset
 * @param split the split of the dataset
 */
public record EvaluationIdentity(String parametersDigest, String datasetSha256, String split) {}
