package io.maskwise.model;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** A {@link KerasUpdater} at work: what it remembers, in the network's precision; each step is computed in double. */
final class KerasUpdaterState implements GradientUpdater<KerasUpdater> {
    static final String MEMORY = "memory";

    private final KerasUpdater rule;
    private INDArray memory;

    KerasUpdaterState(KerasUpdater rule, INDArray memory) {
        this.rule = rule;
        this.memory = memory;
    }

    @Override
    public KerasUpdater getConfig() {
        return rule;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
        memory = rule.instantiate(state, initialize)
                .getState()
                .values()
                .iterator()
                .next();
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(MEMORY, memory);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
        if (initialize) {
            view.assign(0);
        }
        memory = view;
    }

    /** Turns the gradient into the step, in place. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        double[] remembered = Tensors.tensor(memory).values();
        double[] steps = Tensors.tensor(gradient).values();
        double size = rule.getLearningRate(iteration, epoch);
        for (int i = 0; i < steps.length; i++) {
            steps[i] = rule.step(steps[i], size, remembered, i);
        }
        assign(memory, remembered);
        assign(gradient, steps);
    }

    private static void assign(INDArray array, double[] values) {
        DataType type = array.dataType();
        array.assign(Tensors.array(Tensor.of(values, values.length), type).reshape(array.shape()));
    }
}
