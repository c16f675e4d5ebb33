package io.maskwise.model;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM rounds a multiplication and the addition after it once in one instruction.
 *
 * <p>The gates of an LSTM and GELU are made of {@link Math#fma}, which without the instruction calculates with decimal
 * numbers of any length.
 */
public final class FusedMultiplyAdd {
    private static final String OPTION = "UseFMA";

    private FusedMultiplyAdd() {}

    /** A line for the user of this JVM where layers are hopelessly slow, with the remedy; nothing where they are not. */
    public static Optional<String> slowness() {
        return slowness(option());
    }

    /** @param option what HotSpot says of its option UseFMA, nothing where it is unknown */
    static Optional<String> slowness(Optional<String> option) {
        return option.filter("false"::equals)
                .map(known ->
                        "This JVM has no fused multiply-add (" + OPTION + " is " + known + "): an LSTM's gates and GELU"
                                + " take tens of thousands of times as long. Run on an x86-64 processor with FMA (Haswell, Zen or"
                                + " later; see the flags in /proc/cpuinfo), and without -XX:-" + OPTION);
    }

    private static Optional<String> option() {
        @Nullable HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return Optional.ofNullable(machine)
                    .map(known -> known.getVMOption(OPTION).getValue());
        } catch (IllegalArgumentException unknown) {
            return Optional.empty(); // not HotSpot, or one that has no such option: it may well be fast
        }
    }
}
