package io.maskwise.examples;

import io.maskwise.model.MaskFlow;
import io.maskwise.model.SameDiffCall;
import io.maskwise.model.SameDiffLayer;
import io.maskwise.model.Shape;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** A layer that passes the mask on, one step like another: the guide's {@code MyActivation}. */
record MyActivation() implements SameDiffLayer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public SDVariable define(SameDiffCall call) {
        return call.graph().nn().relu(call.input(), 0);
    }
}
