package io.maskwise.model;

import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Which network to train; the sizes of vocabulary and label set come from the dataset.
 *
 * @param task what it predicts
 * @param layers its layers as a configuration writes them; none = an embedding, a recurrent layer and a dense one
 * @param embedding the size of a token's embedding, where no layers are given
 * @param rnn the recurrent layer, where no layers are given
 * @param precision the type of its parameters
 * @param seed the seed of its first parameters
 */
public record ModelOptions(
        ModelTask task,
        List<Map<String, Object>> layers,
        int embedding,
        RecurrentOptions rnn,
        Precision precision,
        long seed)
        implements Serializable {
    public ModelOptions {
        layers = List.copyOf(layers);
        if (embedding < 1) {
            throw new InvalidOption("embedding size", embedding + " (must be >= 1)", "embedding");
        }
        if (!layers.isEmpty()) {
            requireFitting(task, layers);
        }
    }

    /** An embedding, a recurrent layer and a dense one. */
    public ModelOptions(ModelTask task, int embedding, RecurrentOptions rnn, Precision precision, long seed) {
        this(task, List.of(), embedding, rnn, precision, seed);
    }

    /** Whatever the dataset's sizes are: layers exist, have their options, and fit each other and the task. */
    private static void requireFitting(ModelTask task, List<Map<String, Object>> layers) {
        ModelTask found;
        ModelSpec spec;
        try {
            spec = new ModelSpec(new LayerReader(DatasetSizes.ANY).nodes(layers));
            found = spec.task();
            requireLogits(spec);
            DryRun.requireHonestLayers(spec);
            if (found == ModelTask.SEQ2SEQ) {
                DecoderCheck.require(spec);
            }
        } catch (IllegalArgumentException refused) {
            throw new InvalidOption("layers", String.valueOf(refused.getMessage()), "layers");
        }
        if (found != task) {
            throw new InvalidOption(
                    "task",
                    KebabCase.of(task) + " (must be " + KebabCase.of(found) + ", as " + reason(found, spec) + ")",
                    "task");
        }
    }

    private static String reason(ModelTask found, ModelSpec spec) {
        String output = "the last layer, " + spec.output() + ", gives " + spec.shape(spec.output());
        return switch (found) {
            case SEQ2SEQ -> "its layers read " + ModelSpec.TARGETS;
            case TAGGING ->
                output + ": a label for each step; pooling, or a recurrent layer with output = last, ends steps";
            case CLASSIFICATION ->
                output + ": one label; poolings, flatten and recurrent layers end steps, the latter unless output ="
                        + " sequence";
        };
    }

    /** The loss takes the softmax itself; of another one it would be far too flat to learn from. */
    private static void requireLogits(ModelSpec spec) {
        Layer last = spec.nodes().get(spec.nodes().size() - 1).layer();
        boolean normalised = last instanceof Softmax
                || (last instanceof Dense dense && dense.activation() == ActivationFunction.SOFTMAX)
                || (last instanceof ActivationLayer layer && layer.function() == ActivationFunction.SOFTMAX);
        if (normalised) {
            throw new IllegalArgumentException("the last layer, " + spec.output()
                    + ", ends in a softmax (must give logits: the loss takes the softmax itself)");
        }
    }
}
