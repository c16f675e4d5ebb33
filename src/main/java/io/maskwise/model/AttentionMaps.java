package io.maskwise.model;

import java.util.Map;

/** The maps before and after attention, and their way back. */
interface AttentionMaps {
    /** None: attention works on the inputs themselves, and its means are the output. */
    AttentionMaps NONE = new AttentionMaps() {};

    /** From the inputs to what is attended with. */
    default QueryKeyValue before(QueryKeyValue inputs) {
        return inputs;
    }

    /** From the means to the output. */
    default Tensor after(Tensor means) {
        return means;
    }

    /** The derivative by the means, given that by the output. */
    default Tensor backwardAfter(Tensor upstream, Map<String, Tensor> gradients) {
        return upstream;
    }

    /** The derivatives by the inputs, given those by what was attended with. */
    default QueryKeyValue backwardBefore(QueryKeyValue upstream, Map<String, Tensor> gradients) {
        return upstream;
    }
}
