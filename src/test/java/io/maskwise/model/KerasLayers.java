package io.maskwise.model;

import io.maskwise.testing.Golden;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Keras' layers and ours: the layer that does the same, or why there is none. */
final class KerasLayers {
    private static final Map<String, IntFunction<Layer>> SHIPPED = new LinkedHashMap<>();
    private static final Map<String, String> NOT_SHIPPED = new LinkedHashMap<>();

    static {
        SHIPPED.put("Dense", Dense::new);
        SHIPPED.put("Activation", units -> new ActivationLayer(ActivationFunction.TANH));
        SHIPPED.put("ReLU", units -> new ActivationLayer(ActivationFunction.RELU));
        SHIPPED.put("LeakyReLU", units -> new ActivationLayer(ActivationFunction.LEAKY_RELU));
        SHIPPED.put("ELU", units -> new ActivationLayer(ActivationFunction.ELU));
        SHIPPED.put("Identity", units -> new ActivationLayer(ActivationFunction.LINEAR));
        SHIPPED.put("Softmax layer", units -> new Softmax());
        SHIPPED.put("Dropout", units -> new Dropout(0.5));
        SHIPPED.put("LayerNormalization", units -> configured(Map.of("type", "layer-normalization")));
        SHIPPED.put("BatchNormalization", units -> new BatchNormalization());
        SHIPPED.put("TimeDistributed(Dense)", units -> new TimeDistributed(new Dense(units)));
        SHIPPED.put("TimeDistributed(Dropout)", units -> new TimeDistributed(new Dropout(0.5)));
        SHIPPED.put("GlobalAveragePooling1D", units -> new GlobalAveragePooling1D());
        SHIPPED.put("GlobalMaxPooling1D", units -> new GlobalMaxPooling1D());
        SHIPPED.put("LSTM(return_sequences=True)", units -> Lstm.of(units, RecurrentOutput.SEQUENCE));
        SHIPPED.put("LSTM(return_sequences=False)", units -> Lstm.of(units, RecurrentOutput.LAST));
        SHIPPED.put("GRU(return_sequences=True)", units -> recurrent("gru", units));
        SHIPPED.put("SimpleRNN(return_sequences=True)", units -> recurrent("simple-rnn", units));
        SHIPPED.put(
                "Bidirectional(LSTM rs=True)", units -> Bidirectional.of(Lstm.of(units / 2, RecurrentOutput.SEQUENCE)));
        SHIPPED.put(
                "Bidirectional(LSTM rs=False)", units -> Bidirectional.of(Lstm.of(units / 2, RecurrentOutput.LAST)));
        SHIPPED.put("Masking", units -> configured(Map.of("type", "masking")));

        String user = "a layer of the user's own";
        NOT_SHIPPED.put("EinsumDense", "Dense serves sequences; any other equation is " + user);
        NOT_SHIPPED.put("Lambda", "it cannot be stored; " + user + " can");
        NOT_SHIPPED.put(
                "PReLU", "it has a parameter for each place of the padded time axis, which padding must not see");
        NOT_SHIPPED.put("SpatialDropout1D", "Dropout is the noise that is shipped");
        NOT_SHIPPED.put("GaussianNoise", "Dropout is the noise that is shipped");
        NOT_SHIPPED.put("GaussianDropout", "Dropout is the noise that is shipped");
        NOT_SHIPPED.put("AlphaDropout", "Dropout is the noise that is shipped");
        NOT_SHIPPED.put("ActivityRegularization", "losses are computed from outputs alone");
        NOT_SHIPPED.put("RMSNormalization", "LayerNormalization is the one that is shipped");
        NOT_SHIPPED.put("UnitNormalization", "LayerNormalization is the one that is shipped");
        NOT_SHIPPED.put("GroupNormalization", "over sequences its means run over padded steps too");
        NOT_SHIPPED.put("Rescaling", "Dense can do it; numbers are scaled before they are fed");
        NOT_SHIPPED.put("Reshape", "it moves numbers across steps, so that the mask fits no more");
        NOT_SHIPPED.put("Permute", "it moves numbers across steps, so that the mask fits no more");
        String windows = "its windows mix neighbouring places, masked ones too; pooling over all real steps is shipped";
        NOT_SHIPPED.put("Conv1D", windows);
        NOT_SHIPPED.put("SeparableConv1D", windows);
        NOT_SHIPPED.put("MaxPooling1D", windows);
        NOT_SHIPPED.put("AveragePooling1D", windows);
        NOT_SHIPPED.put("ZeroPadding1D", "padding is the batch's business, and never the network's");
        NOT_SHIPPED.put("Cropping1D", "it cuts by places of the padded time axis; truncating is done before");
        NOT_SHIPPED.put("UpSampling1D", "it changes the time axis, and no model of ours wants it");
    }

    private KerasLayers() {}

    private static Layer recurrent(String type, int units) {
        return configured(Map.of("type", type, "units", units, "output", "sequence"));
    }

    /** The layer that a configuration describes. */
    static Layer configured(Map<String, Object> options) {
        return new LayerReader(new DatasetSizes(2, 2))
                .nodes(List.of(options))
                .get(0)
                .layer();
    }

    /**
     * Our layer for a case.
     *
     * @param units the number of its output's features
     * @param time how many steps its input has
     */
    static Optional<Layer> shipped(Golden golden, int units, int time) {
        if (golden.name().equals("Flatten")) {
            return Optional.of(new Flatten(time));
        }
        if (golden.name().contains("go_backwards=True")) {
            return Optional.of(
                    configured(Map.of("type", "lstm", "units", units, "output", "sequence", "direction", "backwards")));
        }
        return named(SHIPPED, golden).map(layer -> layer.apply(units));
    }

    /** Why there is no layer of ours for a case. */
    static Optional<String> whyNotShipped(Golden golden) {
        return named(NOT_SHIPPED, golden);
    }

    /** The entry whose name is a case's, or begins it as a whole word; the longest of several. */
    private static <T> Optional<T> named(Map<String, T> table, Golden golden) {
        return table.entrySet().stream()
                .filter(entry -> golden.name().equals(entry.getKey())
                        || golden.name().startsWith(entry.getKey() + " ")
                        || golden.name().startsWith(entry.getKey() + "("))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue);
    }
}
