package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pass through an {@link EncoderBlock}, on the vectors of real steps side by side. */
final class EncoderPass implements LayerPass {
    /** What follows a part's name in that of its dropout. */
    static final String DROPOUT = "dropout";

    private final Map<String, Layer> parts;
    private final Map<String, Tensor> parameters;
    private final Call call;
    private final double dropout;
    private final PackedSteps steps;
    private final Map<String, LayerPass> passes = new LinkedHashMap<>();
    private final Map<String, double[]> kept = new LinkedHashMap<>();
    private final Activation output;

    EncoderPass(EncoderBlock block, Activation input, Map<String, Tensor> parameters, Call call) {
        this.parts = block.parts(input.values().features());
        this.parameters = parameters;
        this.call = call;
        this.dropout = block.dropout();
        this.steps = PackedSteps.of(input);
        Tensor vectors = steps.pack(input.values());
        Tensor attended = attend(new Activation(steps.unpack(run(EncoderBlock.ATTENTION_NORM, vectors)), input.mask()));
        add(vectors, attended);
        Tensor inner = run(EncoderBlock.FEED_FORWARD, run(EncoderBlock.FEED_FORWARD_NORM, vectors));
        Tensor fed = run(EncoderBlock.FEED_FORWARD_OUTPUT, drop(EncoderBlock.FEED_FORWARD, inner));
        add(vectors, drop(EncoderBlock.FEED_FORWARD_OUTPUT, fed));
        this.output = new Activation(steps.unpack(vectors), input.mask());
    }

    private Tensor attend(Activation sequence) {
        LayerPass pass = forward(EncoderBlock.ATTENTION, sequence);
        return drop(EncoderBlock.ATTENTION, steps.pack(pass.output().values()));
    }

    /** A part that computes each step by itself. */
    private Tensor run(String part, Tensor vectors) {
        return forward(part, Activation.unmasked(vectors)).output().values();
    }

    private LayerPass forward(String part, Activation input) {
        Layer layer = Optional.ofNullable(parts.get(part)).orElseThrow();
        LayerPass pass = layer.forward(List.of(input), Parameters.part(parameters, part), call.of(part));
        passes.put(part, pass);
        return pass;
    }

    private Tensor drop(String part, Tensor vectors) {
        new DropoutFactors(dropout, call.of(part + DROPOUT))
                .draw(vectors.values().length)
                .ifPresent(factors -> kept.put(part, factors));
        return dropped(part, vectors);
    }

    /** What dropout leaves of a part's output, or of the derivative by it. */
    private Tensor dropped(String part, Tensor vectors) {
        double[] factors = kept.get(part);
        if (factors == null) {
            return vectors;
        }
        Tensor dropped = Tensor.zeros(vectors.shape());
        for (int i = 0; i < factors.length; i++) {
            dropped.values()[i] = vectors.values()[i] * factors[i];
        }
        return dropped;
    }

    private static void add(Tensor sum, Tensor other) {
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] += other.values()[i];
        }
    }

    @Override
    public Activation output() {
        return output;
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        Tensor flowing = steps.pack(upstream);
        Tensor inner = back(EncoderBlock.FEED_FORWARD_OUTPUT, flowing, gradients);
        add(
                flowing,
                back(EncoderBlock.FEED_FORWARD_NORM, back(EncoderBlock.FEED_FORWARD, inner, gradients), gradients));
        Tensor attended = steps.unpack(dropped(EncoderBlock.ATTENTION, flowing));
        Tensor normal = steps.pack(backward(EncoderBlock.ATTENTION, attended, gradients));
        add(flowing, back(EncoderBlock.ATTENTION_NORM, normal, gradients));
        return List.of(steps.unpack(flowing));
    }

    private Tensor back(String part, Tensor upstream, Map<String, Tensor> gradients) {
        return backward(part, dropped(part, upstream), gradients);
    }

    private Tensor backward(String part, Tensor upstream, Map<String, Tensor> gradients) {
        LayerPass pass = Optional.ofNullable(passes.get(part)).orElseThrow();
        return pass.backward(upstream, Parameters.part(gradients, part)).get(0);
    }
}
