package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TestLossSum {
    @Test
    void dividesOnce() {
        LossSum sum = new LossSum(3, 2).merge(LossSum.ZERO).merge(new LossSum(7, 3));
        assertThat(sum).isEqualTo(new LossSum(10, 5));
        assertThat(sum.mean()).isEqualTo(2);
    }

    @Test
    void nothingIsZero() {
        assertThat(LossSum.ZERO.mean()).isEqualTo(0);
        assertThat(LossSum.ZERO.merge(LossSum.ZERO)).isEqualTo(LossSum.ZERO);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new LossSum(5, 0)).hasMessage("Invalid sum: 5.0 (must be 0, as no label counts)");
        assertThatThrownBy(() -> new LossSum(0, -1)).hasMessage("Invalid weight: -1 (must be >= 0)");
    }
}
