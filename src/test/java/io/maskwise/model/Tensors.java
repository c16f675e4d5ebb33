package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.testing.GoldenTensor;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Golden tensors as arrays, and arrays compared with them. */
final class Tensors {
    private Tensors() {}

    static INDArray array(GoldenTensor tensor) {
        return Nd4j.createFromArray(tensor.doubles()).reshape('c', shape(tensor));
    }

    static long[] shape(GoldenTensor tensor) {
        return Arrays.stream(tensor.shape()).asLongStream().toArray();
    }

    static double[] values(INDArray array) {
        return array.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    }

    static void assertClose(String what, INDArray actual, GoldenTensor expected, double tolerance) {
        assertThat(actual.shape()).as("shape of " + what).isEqualTo(shape(expected));
        assertClose(what, values(actual), expected.doubles(), tolerance);
    }

    static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what + "[" + i + "]").isCloseTo(expected[i], within(tolerance));
        }
    }
}
