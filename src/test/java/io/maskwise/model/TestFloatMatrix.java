package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of single precision against sums in double, cut into pieces or not, of parts of larger matrices or not. */
class TestFloatMatrix {
    private static final int MARGIN = 3;

    private static float[] random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static FloatBlock block(float[] values, int stride) {
        FloatMatrix matrix = new FloatMatrix().reserve(values.length);
        matrix.put(0, values, 0, values.length);
        return new FloatBlock(matrix, MARGIN, stride);
    }

    @ParameterizedTest(name = "[{2}, {0}] transposed times [{2}, {1}], rows {3} longer")
    @CsvSource({
        "1, 1, 1, 0",
        "3, 5, 0, 1",
        "16, 16, 9, 2",
        "100, 512, 320, 0",
        "128, 128, 61, 0",
        "128, 131, 62, 7",
        "129, 131, 200, 1",
        "256, 65, 77, 0",
        "257, 63, 90, 3",
        "1, 2000, 700, 0"
    })
    void productOfTransposed(int m, int n, int k, int longer) {
        Random random = new Random(m + 31L * n + 961L * k);
        int ofA = m + longer;
        int ofB = n + longer;
        float[] left = random(random, MARGIN + k * ofA);
        float[] right = random(random, MARGIN + k * ofB);
        float[] before = random(random, MARGIN + m * ofB);
        FloatBlock product = block(before, ofB);
        FloatMatrix.productOfTransposed(product, 0.5f, block(left, ofA), block(right, ofB), m, n, k);
        float[] found = new float[before.length];
        product.matrix().get(0, found, 0, found.length);
        for (int i = 0; i < found.length; i++) {
            int row = (i - MARGIN) / ofB;
            int column = (i - MARGIN) % ofB;
            if (i < MARGIN || column >= n) {
                assertThat(found[i]).as("beside it").isEqualTo(before[i]);
                continue;
            }
            double sum = 0;
            for (int inner = 0; inner < k; inner++) {
                sum += 0.5 * left[MARGIN + inner * ofA + row] * right[MARGIN + inner * ofB + column];
            }
            assertThat((double) found[i]).isCloseTo(sum, within(1e-4));
        }
    }
}
