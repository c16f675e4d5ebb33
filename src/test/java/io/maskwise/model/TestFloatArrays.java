package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
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

    @Test
    void whatWasLentAndKeptIsGivenBackOnce() {
        float[] before = arrays.take(100);
        float[][] within = arrays.lend(() -> {
            float[] kept = arrays.take(100);
            float[] returned = arrays.take(100);
            arrays.giveBack(returned);
            float[] inner = arrays.lend(() -> arrays.take(100));
            assertThat(arrays.take(100)).isNotSameAs(inner);
            return new float[][] {kept, returned, inner};
        });
        assertThat(within[2]).isSameAs(within[1]).isNotSameAs(within[0]);
        Set<float[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 50; i++) {
            assertThat(taken.add(arrays.take(100))).isTrue();
        }
        assertThat(taken.contains(within[0])).isTrue();
        assertThat(taken.contains(within[1])).isTrue();
        assertThat(taken.contains(before)).isFalse();
    }

    @Test
    void whatWasTakenBeforeCanBeGivenBackWhileOthersAreLent() {
        float[] before = arrays.take(70_000);
        arrays.lend(() -> {
            arrays.giveBack(before);
            return arrays.take(10);
        });
        assertThat(arrays.take(70_000)).isSameAs(before);
        assertThat(arrays.take(70_000)).isNotSameAs(before);
    }

    @Test
    void whatWasLentIsGivenBackAfterAFailure() {
        float[][] taken = new float[1][];
        assertThatThrownBy(() -> arrays.lend(() -> {
                    taken[0] = arrays.take(5000);
                    throw new IllegalStateException("on the way");
                }))
                .hasMessage("on the way");
        assertThat(arrays.take(5000)).isSameAs(taken[0]);
        float[] later = arrays.take(5000);
        assertThat(arrays.take(5000)).isNotSameAs(later);
    }
}
