package io.maskwise.examples;

import io.maskwise.model.Activation;
import io.maskwise.model.Initializer;
import io.maskwise.model.MaskFlow;
import io.maskwise.model.Parameter;
import io.maskwise.model.SameDiffCall;
import io.maskwise.model.SameDiffLayer;
import io.maskwise.model.Shape;
import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** A layer that makes a mask: the guide's {@code CustomEmbedding}. */
record CustomEmbedding(int inputDim, int outputDim, boolean maskZero) implements SameDiffLayer {
    @Override
    public MaskFlow maskFlow() {
        return maskZero ? MaskFlow.MAKES : MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.sequence(outputDim);
    }

    @Override
    public boolean readsTokens() {
        return true;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return List.of(new Parameter("embeddings", List.of(inputDim, outputDim), Initializer.UNIFORM));
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        Activation tokens = inputs.get(0);
        return maskZero ? Optional.of(tokens.realWhereNot(0)) : tokens.mask();
    }

    @Override
    public SDVariable define(SameDiffCall call) {
        // SameDiff cannot differentiate gather for a single row; the product with one-hot rows is the same look-up.
        long[] shape = call.input().getShape();
        SDVariable oneHot = call.graph().oneHot(call.input(), inputDim, -1, 1.0, 0.0, DataType.DOUBLE);
        return oneHot.reshape(-1, inputDim).mmul(call.parameter("embeddings")).reshape(shape[0], shape[1], outputDim);
    }
}
