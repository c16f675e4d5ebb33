package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPaddingOptions {
    private static PaddingOptions options(TooLong policy, int maximum, int stride) {
        return new PaddingOptions(Side.POST, Truncation.POST, maximum, policy, new WindowOptions(stride));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP    |  0 |  0 | Invalid maximum length: 0 (must be >= 1, as none is longer than no limit)",
                "WINDOWS |  0 |  0 | Invalid maximum length: 0 (must be >= 1, as none is longer than no limit)",
                "WINDOWS |  3 |  4 | Invalid stride of windows: 4 (must be <= 3, the maximum length, as steps between two"
                        + " windows would be lost)",
                "WINDOWS |  3 | -1 | Invalid stride: -1 (must be >= 0, where 0 = the maximum length: windows do not"
                        + " overlap)",
            })
    void whatDoesNotGoTogetherIsRefused(TooLong policy, int maximum, int stride, String message) {
        assertThatThrownBy(() -> options(policy, maximum, stride)).hasMessage(message);
    }

    @Test
    void windowsDoNotOverlapUnlessAskedTo() {
        assertThat(options(TooLong.WINDOWS, 5, 0).windows()).isEqualTo(new Windows(5, 5));
        assertThat(options(TooLong.WINDOWS, 5, 2).windows()).isEqualTo(new Windows(5, 2));
        assertThatThrownBy(() -> options(TooLong.DROP, 5, 2).windows())
                .hasMessage("Cannot cut into windows: the options say drop");
    }

    @Test
    void aStrideThatNobodyUsesIsNotHeldAgainstTheLength() {
        assertThat(options(TooLong.TRUNCATE, 3, 9).window().stride()).isEqualTo(9);
    }

    @Test
    void kerasCannotTruncateInTheMiddle() {
        PaddingOptions options =
                new PaddingOptions(Side.POST, Truncation.MIDDLE, 3, TooLong.TRUNCATE, WindowOptions.TOUCHING);
        assertThatThrownBy(() -> PadSequences.of(options))
                .hasMessage("Invalid side: middle (must be pre or post; truncate before padding)");
    }
}
