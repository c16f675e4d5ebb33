package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.MergeLaws;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestExactSum {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 40);
    }

    private static ExactSum sum(List<Double> terms) {
        ExactSum sum = new ExactSum();
        terms.forEach(sum::add);
        return sum;
    }

    private static double value(double... terms) {
        return sum(DoubleStream.of(terms).boxed().toList()).value();
    }

    /** Doubles of every exponent and sign, those near each other in size, subnormal ones, and cancelling pairs. */
    private static List<Double> randomTerms(Random random) {
        List<DoubleSupplier> kinds = List.of(
                () -> anyFinite(random),
                () -> random.nextGaussian(),
                () -> random.nextInt(1000) * Double.MIN_VALUE,
                () -> Math.scalb(random.nextGaussian(), random.nextInt(120) - 60),
                () -> 0.1,
                () -> -0.0);
        List<Double> terms = new ArrayList<>();
        for (int i = random.nextInt(200); i > 0; i--) {
            double term = kinds.get(random.nextInt(kinds.size())).getAsDouble();
            terms.add(random.nextBoolean() ? term : -term);
            if (random.nextInt(4) == 0) {
                terms.add(-terms.get(random.nextInt(terms.size())));
            }
        }
        return terms;
    }

    private static double anyFinite(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : anyFinite(random);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheDecimalSumRoundedOnce(int seed) {
        List<Double> terms = randomTerms(new Random(seed));
        BigDecimal exact = terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum(terms).value()).isEqualTo(Double.parseDouble(exact.toString()) + 0.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySplitAndOrderIsTheSameBitForBit(int seed) {
        new MergeLaws<>(TestExactSum::sum, ExactSum::merge).hold(randomTerms(new Random(seed)), seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void notFiniteTermsMergeAlike(int seed) {
        Random random = new Random(seed);
        List<Double> terms = new ArrayList<>(randomTerms(random));
        terms.add(random.nextBoolean() ? Double.NaN : INFINITY);
        terms.add(random.nextBoolean() ? -INFINITY : 1.0);
        new MergeLaws<>(TestExactSum::sum, ExactSum::merge).hold(terms, seed);
    }

    @Test
    void keepsWhatOrdinaryAdditionLoses() {
        assertThat(value(1e100, 1, -1e100)).isEqualTo(1);
        assertThat(value(Double.MAX_VALUE, Double.MIN_VALUE, -Double.MAX_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(value(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).isEqualTo(1);
    }

    @Test
    void goesBeyondTheGreatestDoubleAndBack() {
        double greatest = Double.MAX_VALUE;
        assertThat(value(greatest, greatest, -greatest)).isEqualTo(greatest);
        assertThat(value(greatest, greatest)).isEqualTo(INFINITY);
        assertThat(value(-greatest, -greatest)).isEqualTo(-INFINITY);
        assertThat(value(greatest, Math.ulp(greatest) / 2))
                .as("half way to 2^1024")
                .isEqualTo(INFINITY);
        assertThat(value(greatest, Math.ulp(greatest) / 4)).isEqualTo(greatest);
    }

    @Test
    void roundsHalfToEven() {
        double ulp = Math.ulp(1.0);
        assertThat(value(1, ulp / 2)).isEqualTo(1);
        assertThat(value(1 + ulp, ulp / 2)).isEqualTo(1 + 2 * ulp);
        assertThat(value(1, ulp / 2, Double.MIN_VALUE)).as("a little over half").isEqualTo(1 + ulp);
        assertThat(value(1 + ulp, ulp / 2, -Double.MIN_VALUE))
                .as("a little under half")
                .isEqualTo(1 + ulp);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void carriesInTimeAndThatChangesNothing(int seed) {
        List<Double> terms = randomTerms(new Random(seed));
        ExactSum sum = new ExactSum(3);
        for (double term : terms) {
            sum.add(term);
            assertThat(sum.uncarriedTerms()).isLessThan(3);
        }
        assertThat(sum.uncarriedTerms()).isEqualTo(terms.size() % 3);
        assertThat(sum).isEqualTo(sum(terms));
    }

    @Test
    void addsManyTermsOfOneSign() {
        ExactSum sum = new ExactSum();
        double term = Math.nextDown(2.0);
        for (int i = 0; i < 5_000_000; i++) {
            sum.add(-term);
        }
        assertThat(sum.value())
                .isEqualTo(new BigDecimal(term)
                        .multiply(new BigDecimal(-5_000_000))
                        .doubleValue());
    }

    @Test
    void whatIsNotFiniteIsDefined() {
        assertThat(value()).isEqualTo(0.0);
        assertThat(value(-0.0)).isEqualTo(0.0);
        assertThat(value(1, INFINITY)).isEqualTo(INFINITY);
        assertThat(value(-INFINITY, 1)).isEqualTo(-INFINITY);
        assertThat(value(INFINITY, -INFINITY)).isNaN();
        assertThat(value(Double.NaN, INFINITY)).isNaN();
    }
}
