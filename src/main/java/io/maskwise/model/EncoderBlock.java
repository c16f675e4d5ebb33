package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pre-norm Transformer encoder block: {@code x + attention(norm(x))}, then {@code x + feedForward(norm(x))} (Vaswani et
 * al. 2017; Xiong et al. 2020), PyTorch's {@code TransformerEncoderLayer} with {@code norm_first}.
 *
 * <p>Input and output {@code [batch, time, features]}; steps attend to the real steps of their row, and the mask passes;
 * masked steps are zeros. Parameters are those of its parts: {@code attention_norm/…} and {@code feed_forward_norm/…}
 * ({@link LayerNormalization}), {@code attention/…} ({@link MultiHeadAttention}, whose heads share the features),
 * {@code feed_forward/…} and {@code feed_forward_output/…} ({@link Dense}).
 *
 * @param heads the number of heads, which divides the features
 * @param feedForward the units of the feed-forward part's inner layer
 * @param activation its function
 * @param dropout the share that training drops of attention weights, of inner units, and of what each part adds, in
 *     [0, 1)
 * @param epsilon what the two normalisations add to the variance
 */
public record EncoderBlock(
        int heads,
        int feedForward,
        @Default("gelu") ActivationFunction activation,
        @Default("0") double dropout,
        @Default("1e-5") double epsilon)
        implements Layer {
    static final String ATTENTION_NORM = "attention_norm/";
    static final String ATTENTION = "attention/";
    static final String FEED_FORWARD_NORM = "feed_forward_norm/";
    static final String FEED_FORWARD = "feed_forward/";
    static final String FEED_FORWARD_OUTPUT = "feed_forward_output/";

    public EncoderBlock {
        LayerOptions.checkPositive("number of heads", heads);
        LayerOptions.checkPositive("number of feed-forward units", feedForward);
        LayerOptions.checkDropout(dropout);
        LayerOptions.checkEpsilon(epsilon);
    }

    /** With GELU, PyTorch's epsilon, and nothing dropped. */
    public EncoderBlock(int heads, int feedForward) {
        this(heads, feedForward, ActivationFunction.GELU, 0, 1e-5);
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.USES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 1 || !inputs.get(0).isSequence()) {
            throw new IllegalArgumentException(
                    "Invalid input of EncoderBlock: " + inputs + " (must be one, (batch, time, features))");
        }
        if (inputs.get(0).features() % heads != 0) {
            throw new IllegalArgumentException("Invalid input of EncoderBlock: " + inputs.get(0)
                    + " (must have a multiple of " + heads + " features, the number of heads)");
        }
        return inputs.get(0);
    }

    /** Its parts in their order, by the prefix of their parameters. */
    Map<String, Layer> parts(int features) {
        Map<String, Layer> parts = new LinkedHashMap<>();
        LayerNormalization norm = new LayerNormalization(epsilon, true, true);
        parts.put(ATTENTION_NORM, norm);
        parts.put(
                ATTENTION,
                new MultiHeadAttention(heads, features / heads, 0, true, dropout, CausalMask.NONE, false, false));
        parts.put(FEED_FORWARD_NORM, norm);
        parts.put(FEED_FORWARD, new Dense(feedForward, activation));
        parts.put(FEED_FORWARD_OUTPUT, new Dense(features));
        return parts;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = outputShape(inputs).features();
        Stream.Builder<Stream<Parameter>> parameters = Stream.builder();
        parts(features).forEach((prefix, part) -> {
            Shape input = Shape.sequence(prefix.equals(FEED_FORWARD_OUTPUT) ? feedForward : features);
            parameters.add(Parameters.prefixed(part.parameters(List.of(input)), prefix));
        });
        return parameters.build().flatMap(part -> part).toList();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        if (call.precision() == Precision.FLOAT && FloatEncoderPass.suits(this)) {
            return new FloatEncoderPass(this, inputs.get(0), parameters, call);
        }
        return new EncoderPass(this, inputs.get(0), parameters, call);
    }
}
