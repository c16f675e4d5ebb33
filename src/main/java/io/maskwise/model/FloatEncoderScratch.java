package io.maskwise.model;

/** A thread's memory for {@link FloatEncoderPass}; nothing in it outlives one way through a block, or back. */
final class FloatEncoderScratch {
    private static final ThreadLocal<FloatEncoderScratch> SCRATCH = ThreadLocal.withInitial(FloatEncoderScratch::new);

    private final FloatMatrix input = new FloatMatrix();
    private final FloatMatrix output = new FloatMatrix();
    private final FloatMatrix inner = new FloatMatrix();
    private final FloatMatrix ofInner = new FloatMatrix();
    private final FloatMatrix query = new FloatMatrix();
    private final FloatMatrix key = new FloatMatrix();
    private final FloatMatrix value = new FloatMatrix();
    private final FloatMatrix context = new FloatMatrix();
    private final FloatMatrix ofQuery = new FloatMatrix();
    private final FloatMatrix ofKey = new FloatMatrix();
    private final FloatMatrix ofValue = new FloatMatrix();
    private final FloatMatrix ofContext = new FloatMatrix();
    private final FloatMatrix weights = new FloatMatrix();
    private final FloatMatrix ofWeights = new FloatMatrix();

    private FloatEncoderScratch() {}

    static FloatEncoderScratch ofThread() {
        return SCRATCH.get();
    }

    /** Makes room for so many steps, on the way forward. */
    FloatEncoderScratch reserve(int steps, int features, int feedForward) {
        int length = Math.multiplyExact(steps, features);
        input.reserve(length);
        output.reserve(length);
        query.reserve(length);
        key.reserve(length);
        value.reserve(length);
        context.reserve(length);
        inner.reserve(Math.multiplyExact(steps, feedForward));
        return this;
    }

    /** Makes room for the way back besides. */
    FloatEncoderScratch reserveBack(int steps, int features, int feedForward) {
        int length = Math.multiplyExact(steps, features);
        ofQuery.reserve(length);
        ofKey.reserve(length);
        ofValue.reserve(length);
        ofContext.reserve(length);
        ofInner.reserve(Math.multiplyExact(steps, feedForward));
        return reserve(steps, features, feedForward);
    }

    /** {@code [steps, features]}, as all but the inner ones and the weights. */
    FloatMatrix input() {
        return input;
    }

    FloatMatrix output() {
        return output;
    }

    /** {@code [steps, units of the feed-forward part]}. */
    FloatMatrix inner() {
        return inner;
    }

    FloatMatrix ofInner() {
        return ofInner;
    }

    FloatMatrix query() {
        return query;
    }

    FloatMatrix key() {
        return key;
    }

    FloatMatrix value() {
        return value;
    }

    FloatMatrix context() {
        return context;
    }

    FloatMatrix ofQuery() {
        return ofQuery;
    }

    FloatMatrix ofKey() {
        return ofKey;
    }

    FloatMatrix ofValue() {
        return ofValue;
    }

    FloatMatrix ofContext() {
        return ofContext;
    }

    /** Of one row, head after head. */
    FloatMatrix weights() {
        return weights;
    }

    FloatMatrix ofWeights() {
        return ofWeights;
    }
}
