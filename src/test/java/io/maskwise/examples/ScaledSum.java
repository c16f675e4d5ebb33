package io.maskwise.examples;

import io.maskwise.model.MaskFlow;
import io.maskwise.model.SameDiffCall;
import io.maskwise.model.SameDiffLayer;
import io.maskwise.model.Shape;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** A plain consumer of the mask, after which there are no steps: the sum of a row's real steps over the root of their number and one. */
record ScaledSum() implements SameDiffLayer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.ENDS;
    }

    @Override
    public boolean needsMask() {
        return true;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.vector(inputs.get(0).features());
    }

    @Override
    public SDVariable define(SameDiffCall call) {
        SDVariable count = call.graph().math().sqrt(call.mask().sum(true, 1).add(1));
        return call.input().sum(1).div(count);
    }
}
