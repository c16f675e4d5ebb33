package io.maskwise.examples;

import io.maskwise.model.MaskFlow;
import io.maskwise.model.SameDiffCall;
import io.maskwise.model.SameDiffLayer;
import io.maskwise.model.Shape;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** What not to write: it says one feature more than it gives. */
record Overstated() implements SameDiffLayer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.sequence(inputs.get(0).features() + 1);
    }

    @Override
    public SDVariable define(SameDiffCall call) {
        return call.graph().math().tanh(call.input());
    }
}
