package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestFloatArrays {
    private final FloatArrays arrays = FloatArrays.ofThread();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1000, 1023, 1024, 1025})
    void whatIsGivenBackIsTakenAgain(int length) {
        float[] first = arrays.take(length);
        float[] second = arrays.take(length);
        assertThat(first).hasSizeGreaterThanOrEqualTo(length).isNotSameAs(second);
        arrays.giveBack(first);
        assertThat(arrays.take(length)).isSameAs(first);
        assertThat(arrays.take(length)).isNotSameAs(first).isNotSameAs(second);
    }

    @Test
    void anArrayOfAnotherLengthIsLeftAlone() {
        float[] odd = new float[3];
        arrays.giveBack(odd);
        assertThat(arrays.take(3)).isNotSameAs(odd);
        assertThat(arrays.take(4)).isNotSameAs(odd);
    }
}
