package io.maskwise.report;

import io.maskwise.model.Activation;
import io.maskwise.model.Call;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.Layer;
import io.maskwise.model.LayerNode;
import io.maskwise.model.LayerPass;
import io.maskwise.model.Lstm;
import io.maskwise.model.MaskFlow;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.RecurrentOutput;
import io.maskwise.model.Shape;
import io.maskwise.model.Tensor;
import java.util.List;
import java.util.Map;

/** Networks to be shown; what they compute does not matter. */
final class ShownModels {
    /** A layer that does with the mask what it is told, and has as many outputs. */
    record Shown(MaskFlow maskFlow, int outputs) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return maskFlow == MaskFlow.ENDS ? Shape.vector(inputs.get(0).features()) : inputs.get(0);
        }

        @Override
        public List<Shape> outputShapes(List<Shape> inputs) {
            return java.util.Collections.nCopies(outputs, outputShape(inputs));
        }

        @Override
        public List<Boolean> outputsMasked(List<Boolean> inputs) {
            return java.util.Collections.nCopies(
                    outputs, Layer.super.outputsMasked(inputs).get(0));
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            throw new UnsupportedOperationException("Cannot compute what is only shown");
        }
    }

    private ShownModels() {}

    /** Every role that a mask can have, two inputs, a layer of two outputs, and lines that pass rows. */
    static ModelSpec ofEverything() {
        return new ModelSpec(
                List.of(ModelInput.maskedTokens("words"), new ModelInput("features", Shape.sequence(3), false)),
                List.of(
                        new LayerNode("embedding", new Embedding(50, 8), List.of("words")),
                        new LayerNode("split", new Shown(MaskFlow.CHANGES, 2), List.of("embedding")),
                        new LayerNode("rnn", Lstm.of(8, RecurrentOutput.SEQUENCE), List.of("split:1")),
                        new LayerNode("masking", new Shown(MaskFlow.MAKES, 1), List.of("features")),
                        new LayerNode("plain", new Dense(4), List.of("features")),
                        new LayerNode("joined", new Shown(MaskFlow.PASSES, 1), List.of("rnn", "split", "embedding")),
                        new LayerNode("last", new Shown(MaskFlow.ENDS, 1), List.of("joined", "masking", "plain")),
                        new LayerNode("logits", new Dense(2), List.of("last"))),
                List.of("logits"));
    }
}
