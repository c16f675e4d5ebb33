package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which GPUs the code in nd4j-cuda runs on. */
class TestCudaCode {
    @ParameterizedTest(name = "{0} ({1}): {2}")
    @CsvSource({
        "3.0, GTX 680, false",
        "3.5, K40, false",
        "3.7, K80, true",
        "5.0, GTX 750, true",
        "5.2, M60, true",
        "5.3, Jetson Nano, true",
        "6.0, P100, true",
        "6.1, P4, true",
        "6.2, Jetson TX2, true",
        "7.0, V100, true",
        "7.2, Xavier, true",
        "7.5, T4, true",
        "8.0, A100, true",
        "8.6, A10, true",
        "8.7, Orin, true",
        "8.9, L4, true",
        "9.0, H100, false",
        "10.0, B200, false",
        "12.0, RTX 5090, false"
    })
    void codeRunsOnItsArchitectureFromItsRevisionOn(String capability, String name, boolean runs) {
        assertThat(CudaCode.runsOn(ComputeCapability.parse(capability).orElseThrow()))
                .as(name)
                .isEqualTo(runs);
    }

    @Test
    void theRangeIsToldInWords() {
        assertThat(CudaCode.range()).isEqualTo("3.7 to 8.6 and no PTX");
    }

    @Test
    void spacesAroundACapabilityDoNotMatter() {
        assertThat(ComputeCapability.parse(" 8.6\r")).contains(new ComputeCapability(8, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[N/A]", "[Not Supported]", "8", "8.", ".6", "8.6.1", "-8.6", "9999999999.0"})
    void otherTextIsNoCapability(String text) {
        assertThat(ComputeCapability.parse(text)).isEmpty();
    }
}
