package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestFusedMultiplyAdd {
    private static final String WARNING =
            "This JVM has no fused multiply-add (UseFMA is false): an LSTM's gates and GELU take"
                    + " tens of thousands of times as long. Run on an x86-64 processor with FMA (Haswell, Zen or later; see the flags"
                    + " in /proc/cpuinfo), and without -XX:-UseFMA";

    /** What a JVM of its own says. */
    static final class Say {
        private Say() {}

        public static void main(String[] arguments) {
            System.out.print(FusedMultiplyAdd.slowness().orElse("fast"));
        }
    }

    @Test
    void aJvmWithoutTheInstructionSaysWhatToDo() throws Exception {
        assertThat(said("-XX:-UseFMA")).isEqualTo(WARNING);
    }

    @Test
    void nothingIsSaidWhereItIsThereOrNobodyKnows() {
        assertThat(FusedMultiplyAdd.slowness(Optional.of("true"))).isEmpty();
        assertThat(FusedMultiplyAdd.slowness(Optional.empty())).isEmpty();
        assertThat(FusedMultiplyAdd.slowness(Optional.of("false"))).contains(WARNING);
    }

    private static String said(String option) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        List.of(java, option, "-cp", System.getProperty("java.class.path"), Say.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
