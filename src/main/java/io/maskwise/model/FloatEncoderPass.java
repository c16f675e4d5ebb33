package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One pass through an {@link EncoderBlock} in single precision, on the vectors of real steps side by side;
 * {@link EncoderPass} is its plain twin.
 *
 * <p>What comes in may be either, what goes out are {@link FloatValues}; see also {@link FloatGradient}. The way back is gone in the thread that
 * went forward, whose scratch it uses.
 */
final class FloatEncoderPass implements LayerPass {
    private static final String QUERY = EncoderBlock.ATTENTION + ProjectedAttention.QUERY;
    private static final String KEY = EncoderBlock.ATTENTION + ProjectedAttention.KEY;
    private static final String VALUE = EncoderBlock.ATTENTION + ProjectedAttention.VALUE;
    private static final String OUTPUT = EncoderBlock.ATTENTION + ProjectedAttention.OUTPUT;

    private final EncoderBlock block;
    private final Map<String, Tensor> parameters;
    private final Call call;
    private final PackedSteps steps;
    private final int features;
    private final int count;
    private final int length;
    private final int innerLength;
    private final FloatArrays arrays = FloatArrays.ofThread();
    private final FloatEncoderScratch scratch = FloatEncoderScratch.ofThread();
    private final Map<String, float[]> kept = new LinkedHashMap<>();

    private final FloatNorm attentionNorm;
    private final FloatHeads heads;
    private final float[] query;
    private final float[] key;
    private final float[] value;
    private final float[] context;
    private final FloatNorm feedForwardNorm;
    /** Of the feed-forward part's inner layer, before and after its function. */
    private final float[] affine;

    private final float[] inner;
    private final Activation output;
    private boolean isOver;

    FloatEncoderPass(EncoderBlock block, Activation input, Map<String, Tensor> parameters, Call call) {
        this.block = block;
        this.parameters = parameters;
        this.call = call;
        this.steps = PackedSteps.of(input);
        this.features = input.values().features();
        this.count = steps.count();
        this.length = Math.multiplyExact(count, features);
        this.innerLength = Math.multiplyExact(count, block.feedForward());
        scratch.reserve(count, features, block.feedForward());
        float[] vectors = arrays.take(length);
        steps.pack(input.values(), vectors);

        this.attentionNorm = norm(EncoderBlock.ATTENTION_NORM, vectors);
        dense(QUERY, features).forward(scratch.input(), scratch.query(), count);
        dense(KEY, features).forward(scratch.input(), scratch.key(), count);
        dense(VALUE, features).forward(scratch.input(), scratch.value(), count);
        this.heads = new FloatHeads(steps, block.heads(), features, attentionDropout(), arrays);
        heads.forward();
        this.query = copy(scratch.query(), length);
        this.key = copy(scratch.key(), length);
        this.value = copy(scratch.value(), length);
        this.context = copy(scratch.context(), length);
        dense(OUTPUT, features).forward(scratch.context(), scratch.output(), count);
        addOutput(EncoderBlock.ATTENTION, vectors);

        this.feedForwardNorm = norm(EncoderBlock.FEED_FORWARD_NORM, vectors);
        dense(EncoderBlock.FEED_FORWARD, features).forward(scratch.input(), scratch.inner(), count);
        this.affine = copy(scratch.inner(), innerLength);
        this.inner = arrays.take(innerLength);
        FloatActivations.values(block.activation(), affine, inner, innerLength);
        drop(EncoderBlock.FEED_FORWARD, inner, innerLength);
        scratch.inner().put(0, inner, 0, innerLength);
        dense(EncoderBlock.FEED_FORWARD_OUTPUT, block.feedForward()).forward(scratch.inner(), scratch.output(), count);
        addOutput(EncoderBlock.FEED_FORWARD_OUTPUT, vectors);

        this.output = new Activation(steps.unpack(vectors, features), input.mask());
        arrays.giveBack(vectors);
    }

    /** Whether a block can be computed so: with a function of each number by itself. */
    static boolean suits(EncoderBlock block) {
        return block.activation() != ActivationFunction.SOFTMAX;
    }

    private FloatDense dense(String part, int inputs) {
        return new FloatDense(Parameters.part(parameters, part), inputs);
    }

    private DropoutFactors attentionDropout() {
        return new DropoutFactors(block.dropout(), call.of(EncoderBlock.ATTENTION));
    }

    /** Leaves the normalised vectors in the scratch's input. */
    private FloatNorm norm(String part, float[] vectors) {
        FloatNorm norm = new FloatNorm(vectors, count, Parameters.part(parameters, part), block.epsilon(), arrays);
        putInput(norm);
        return norm;
    }

    private void putInput(FloatNorm norm) {
        float[] normal = arrays.take(length);
        norm.write(normal);
        scratch.input().put(0, normal, 0, length);
        arrays.giveBack(normal);
    }

    private float[] copy(FloatMatrix matrix, int values) {
        float[] copy = arrays.take(values);
        matrix.get(0, copy, 0, values);
        return copy;
    }

    /** Adds what a part gave, less what is dropped of it, to the vectors. */
    private void addOutput(String part, float[] vectors) {
        float[] more = copy(scratch.output(), length);
        drop(part, more, length);
        add(more, vectors, length);
        arrays.giveBack(more);
    }

    private static void add(float[] more, float[] sum, int values) {
        for (int i = 0; i < values; i++) {
            sum[i] += more[i];
        }
    }

    /** Draws what is dropped of a part's output, and drops it. */
    private void drop(String part, float[] values, int drawn) {
        Optional<double[]> factors =
                new DropoutFactors(block.dropout(), call.of(part + EncoderPass.DROPOUT)).draw(drawn);
        if (factors.isPresent()) {
            float[] rounded = new float[drawn];
            for (int i = 0; i < drawn; i++) {
                rounded[i] = (float) factors.get()[i];
            }
            kept.put(part, rounded);
            dropAgain(part, values);
        }
    }

    /** Drops of the derivative what was dropped of a part's output. */
    private void dropAgain(String part, float[] values) {
        float[] factors = kept.get(part);
        if (factors != null) {
            for (int i = 0; i < factors.length; i++) {
                values[i] *= factors[i];
            }
        }
    }

    @Override
    public Activation output() {
        return output;
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        if (isOver) {
            throw new IllegalStateException("Cannot go backward twice: what forward left was given back");
        }
        isOver = true;
        scratch.reserveBack(count, features, block.feedForward());
        float[] flowing = arrays.take(length);
        steps.pack(upstream, flowing);
        backThroughFeedForward(flowing, gradients);
        backThroughAttention(flowing, gradients);
        Tensor gradient = steps.unpack(flowing, features);
        arrays.giveBack(flowing);
        Stream.of(query, key, value, context, affine, inner).forEach(arrays::giveBack);
        return List.of(gradient);
    }

    private void backThroughFeedForward(float[] flowing, Map<String, Tensor> gradients) {
        putUpstream(EncoderBlock.FEED_FORWARD_OUTPUT, flowing);
        scratch.inner().put(0, inner, 0, innerLength);
        FloatDense last = dense(EncoderBlock.FEED_FORWARD_OUTPUT, block.feedForward());
        last.collect(scratch.inner(), scratch.output(), count, part(gradients, EncoderBlock.FEED_FORWARD_OUTPUT));
        last.backward(scratch.output(), 0, scratch.ofInner(), count);

        float[] ofInner = copy(scratch.ofInner(), innerLength);
        dropAgain(EncoderBlock.FEED_FORWARD, ofInner);
        FloatActivations.backward(block.activation(), affine, ofInner, innerLength);
        scratch.ofInner().put(0, ofInner, 0, innerLength);
        arrays.giveBack(ofInner);
        putInput(feedForwardNorm);
        FloatDense first = dense(EncoderBlock.FEED_FORWARD, features);
        first.collect(scratch.input(), scratch.ofInner(), count, part(gradients, EncoderBlock.FEED_FORWARD));
        first.backward(scratch.ofInner(), 0, scratch.output(), count);
        addThrough(feedForwardNorm, flowing, part(gradients, EncoderBlock.FEED_FORWARD_NORM));
    }

    private void backThroughAttention(float[] flowing, Map<String, Tensor> gradients) {
        putUpstream(EncoderBlock.ATTENTION, flowing);
        scratch.context().put(0, context, 0, length);
        FloatDense last = dense(OUTPUT, features);
        last.collect(scratch.context(), scratch.output(), count, part(gradients, OUTPUT));
        last.backward(scratch.output(), 0, scratch.ofContext(), count);

        scratch.query().put(0, query, 0, length);
        scratch.key().put(0, key, 0, length);
        scratch.value().put(0, value, 0, length);
        heads.backward();
        putInput(attentionNorm);
        backThroughMap(QUERY, scratch.ofQuery(), 0, gradients);
        backThroughMap(KEY, scratch.ofKey(), 1, gradients);
        backThroughMap(VALUE, scratch.ofValue(), 1, gradients);
        addThrough(attentionNorm, flowing, part(gradients, EncoderBlock.ATTENTION_NORM));
    }

    private void backThroughMap(String map, FloatMatrix upstream, float beta, Map<String, Tensor> gradients) {
        FloatDense dense = dense(map, features);
        dense.collect(scratch.input(), upstream, count, part(gradients, map));
        dense.backward(upstream, beta, scratch.output(), count);
    }

    private static Map<String, Tensor> part(Map<String, Tensor> gradients, String part) {
        return Parameters.part(gradients, part);
    }

    /** Leaves the derivative by a part's output, before dropout, in the scratch's output. */
    private void putUpstream(String part, float[] flowing) {
        float[] upstream = arrays.take(length);
        System.arraycopy(flowing, 0, upstream, 0, length);
        dropAgain(part, upstream);
        scratch.output().put(0, upstream, 0, length);
        arrays.giveBack(upstream);
    }

    /** Takes the derivative by the normalised vectors from the scratch's output, and adds that by the vectors. */
    private void addThrough(FloatNorm norm, float[] flowing, Map<String, Tensor> gradients) {
        float[] upstream = copy(scratch.output(), length);
        norm.backward(upstream, gradients);
        add(upstream, flowing, length);
        arrays.giveBack(upstream);
    }
}
