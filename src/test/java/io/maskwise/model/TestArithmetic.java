package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestArithmetic {
    @Test
    void theSignatureIsTwelveDigits() {
        assertThat(Arithmetic.signature()).matches("[0-9a-f]{12}");
    }
}
