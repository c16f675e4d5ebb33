package io.maskwise.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * A golden case of a loss, as ours.
 *
 * @param name Keras' name of the loss
 * @param config its arguments
 */
record LossCase(String name, JsonNode config, Tensor predictions, LossTargets targets) {
    /** A case that names data, mask and weights of its file's {@code meta}. */
    static LossCase of(Golden golden) {
        JsonNode content = golden.content();
        return of(
                golden,
                content.path("mask").asText(),
                content.path("sample_weight").asText());
    }

    /** The same loss and data under another mask, with other weights. */
    static LossCase of(Golden golden, String mask, String sampleWeight) {
        JsonNode content = golden.content();
        JsonNode meta = golden.meta();
        LossTargets targets = LossTargets.of(
                tensor(meta.path("data").path(content.path("y_true").asText())));
        JsonNode masks = meta.path("masks").path(mask);
        if (!masks.isNull()) {
            targets = targets.masked(Mask.of(GoldenTensor.of(masks).booleanRows()));
        }
        JsonNode weights = meta.path("sample_weights").path(sampleWeight);
        if (!weights.isNull()) {
            targets = targets.weighted(tensor(weights));
        }
        if (golden.has("class_weight")) {
            targets = targets.weighted(classWeights(content.path("class_weight")));
        }
        Tensor predictions =
                tensor(meta.path("data").path(content.path("y_pred").asText()));
        return new LossCase(content.path("loss").asText(), content.path("config"), predictions, targets);
    }

    static ClassWeights classWeights(JsonNode node) {
        TreeMap<Integer, Double> weights = new TreeMap<>();
        node.fields()
                .forEachRemaining(entry -> weights.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
        return new ClassWeights(weights);
    }

    private static Tensor tensor(JsonNode node) {
        return Expectations.tensor(GoldenTensor.of(node));
    }

    /** Keras' reduction; the default where the case names none. */
    String reduction() {
        return config.path("reduction").asText("sum_over_batch_size");
    }

    Loss loss() {
        return loss(name, config);
    }

    LossValues values() {
        return loss().of(predictions, targets);
    }

    /** Our loss of Keras' name and arguments; an argument that nobody knows here is an error. */
    static Loss loss(String name, JsonNode config) {
        Set<String> arguments = new HashSet<>();
        config.fieldNames().forEachRemaining(arguments::add);
        arguments.remove("reduction");
        boolean fromLogits = config.path("from_logits").asBoolean();
        double smoothing = config.path("label_smoothing").asDouble(0);
        int ignored = config.path("ignore_class").asInt(SparseCategoricalCrossentropy.NO_CLASS);
        Loss loss = switch (name) {
            case "SparseCategoricalCrossentropy" -> {
                arguments.removeAll(Set.of("from_logits", "ignore_class"));
                yield new SparseCategoricalCrossentropy(fromLogits, ignored);
            }
            case "CategoricalCrossentropy" -> {
                arguments.removeAll(Set.of("from_logits", "label_smoothing"));
                yield new CategoricalCrossentropy(fromLogits, smoothing);
            }
            case "BinaryCrossentropy" -> {
                arguments.removeAll(Set.of("from_logits", "label_smoothing"));
                yield new BinaryCrossentropy(fromLogits, smoothing);
            }
            case "Huber" -> {
                arguments.remove("delta");
                yield new Huber(config.path("delta").asDouble(1));
            }
            case "MeanSquaredError" -> new MeanSquaredError();
            case "MeanAbsoluteError" -> new MeanAbsoluteError();
            case "KLDivergence" -> new KLDivergence();
            default -> throw new IllegalArgumentException("Unknown loss: " + name);
        };
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("Unknown arguments of " + name + ": " + arguments);
        }
        return loss;
    }
}
