package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A pass through a layer that may have several outputs; it implements the methods about all of them only. */
abstract class OutputsPass implements LayerPass {
    @Override
    public abstract List<Activation> outputs();

    @Override
    public abstract List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients);

    @Override
    public Activation output() {
        return outputs().get(0);
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        List<Tensor> all = IntStream.range(0, outputs().size())
                .mapToObj(i -> i == 0
                        ? upstream
                        : Tensor.zeros(outputs().get(i).values().shape()))
                .toList();
        return backward(all, gradients);
    }
}
