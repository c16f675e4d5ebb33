package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.testing.GoldenTensor;

/** Golden tensors as ours, and ours compared with them. */
final class Expectations {
    private Expectations() {}

    static Tensor tensor(GoldenTensor golden) {
        return Tensor.of(golden.doubles(), golden.shape());
    }

    static void assertClose(String what, Tensor actual, GoldenTensor expected, double tolerance) {
        assertThat(actual.shape()).as("shape of " + what).isEqualTo(expected.shape());
        assertClose(what, actual.values(), expected.doubles(), tolerance);
    }

    static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                assertThat(actual[i]).as(what + "[" + i + "]").isCloseTo(expected[i], within(tolerance));
            }
        }
    }
}
