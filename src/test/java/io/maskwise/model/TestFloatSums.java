package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums that run beside each other against plain ones in double. */
final class TestFloatSums {
    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {0, 1, 7, 8, 9, 64, 131})
    void areTheSumsOfAllValues(int count) {
        Random random = new Random(count);
        float[] values = new float[count + 5];
        float[] others = new float[count + 5];
        double sum = 0;
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
            others[i] = random.nextFloat() - 0.5f;
            if (i >= 3 && i < 3 + count) {
                sum += values[i];
                product += (double) values[i] * others[i];
            }
        }
        assertThat((double) FloatSums.sum(values, 3, count)).isCloseTo(sum, within(1e-5));
        assertThat((double) FloatSums.product(values, others, 3, count)).isCloseTo(product, within(1e-5));
    }
}
