package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Decoupled weight decay: each trained parameter shrinks by {@code rate * decay} of itself before a step, as in Keras.
 *
 * @param decay the fraction, 0 for none
 * @param trained the stretches of the flat parameters that training changes
 */
record WeightDecay(double decay, List<Stretch> trained) {
    /** Some neighbouring parameters. */
    record Stretch(long start, long end) {}

    static WeightDecay of(double decay, List<LayerVertex> vertices) {
        List<Stretch> trained = new ArrayList<>();
        for (LayerVertex vertex : vertices) {
            long start = vertex.offset();
            for (Parameter parameter : vertex.parameters()) {
                long end = start + parameter.length();
                if (!vertex.layer().nonTrainable().contains(parameter.name())) {
                    trained.add(new Stretch(start, end));
                }
                start = end;
            }
        }
        return new WeightDecay(decay, List.copyOf(trained));
    }

    /** Shrinks the parameters in place. */
    void apply(INDArray parameters, double rate) {
        if (decay > 0) {
            INDArray flat = parameters.reshape(parameters.length());
            for (Stretch stretch : trained) {
                flat.get(NDArrayIndex.interval(stretch.start(), stretch.end())).muli(1 - rate * decay);
            }
        }
    }
}
