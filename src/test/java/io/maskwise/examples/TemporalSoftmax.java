package io.maskwise.examples;

import io.maskwise.model.MaskFlow;
import io.maskwise.model.SameDiffCall;
import io.maskwise.model.SameDiffLayer;
import io.maskwise.model.Shape;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** A layer that cannot do without the mask: softmax over real time steps, the guide's {@code TemporalSoftmax}. */
record TemporalSoftmax() implements SameDiffLayer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.USES;
    }

    @Override
    public boolean needsMask() {
        return true;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public SDVariable define(SameDiffCall call) {
        SDVariable exponentials =
                call.graph().math().exp(call.input()).mul(call.graph().expandDims(call.mask(), -1));
        SDVariable sums = exponentials.sum(true, 1);
        // A row without a real step sums to 0, and the guide divides by it: one is added there, and only there.
        SDVariable nothingReal = sums.eq(0).castTo(sums.dataType());
        return exponentials.div(sums.add(nothingReal));
    }
}
