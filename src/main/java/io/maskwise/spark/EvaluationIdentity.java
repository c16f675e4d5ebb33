package io.maskwise.spark;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which model was measured on what: two measurements of equal identity have equal figures.
 *
 * @param parametersDigest the model's parameters
 * @param datasetSha256 the dataset
 * @param split the split of the dataset
 * @param decodedRows how many rows are decoded beside the figures; 0 for a model that writes no target sequences
 */
public record EvaluationIdentity(
        String parametersDigest,
        String datasetSha256,
        String split,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int decodedRows) {}
