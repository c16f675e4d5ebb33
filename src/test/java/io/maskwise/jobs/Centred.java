package io.maskwise.jobs;

import io.maskwise.model.Activation;
import io.maskwise.model.Call;
import io.maskwise.model.Layer;
import io.maskwise.model.LayerPass;
import io.maskwise.model.MaskFlow;
import io.maskwise.model.Shape;
import io.maskwise.model.Tensor;
import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;

/**
 * A layer of a user's own: each step less the mean of its sequence.
 *
 * @param careless whether the mean is that of all steps, padding included
 */
public record Centred(boolean careless) implements Layer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.USES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Mask mask = inputs.get(0).mask().orElseThrow();
        Mask counted = careless ? Mask.allReal(mask.batch(), mask.time()) : mask;
        return new Pass(Activation.masked(centred(inputs.get(0).values(), counted), mask), counted);
    }

    private static Tensor centred(Tensor values, Mask counted) {
        Tensor centred = Tensor.zeros(values.shape());
        for (int row = 0; row < counted.batch(); row++) {
            for (int feature = 0; feature < values.features(); feature++) {
                double mean = 0;
                for (int step = 0; step < counted.time(); step++) {
                    mean += counted.isReal(row, step)
                            ? values.values()[place(values, row, step, feature)] / counted.realSteps(row)
                            : 0;
                }
                for (int step = 0; step < counted.time(); step++) {
                    int place = place(values, row, step, feature);
                    centred.values()[place] = counted.isReal(row, step) ? values.values()[place] - mean : 0;
                }
            }
        }
        return centred;
    }

    private static int place(Tensor values, int row, int step, int feature) {
        return (row * values.dimension(1) + step) * values.features() + feature;
    }

    private record Pass(Activation output, Mask counted) implements LayerPass {
        /** What centring does is linear and symmetric, so that going back does the same. */
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            return List.of(centred(upstream, counted));
        }
    }
}
