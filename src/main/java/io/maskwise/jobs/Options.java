package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.function.Supplier;

/** Options that are made of several sections. */
final class Options {
    private Options() {}

    /** Makes options; what they refuse is the user's configuration, not a bug. */
    static <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException refused) {
            throw new MaskwiseException(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
        }
    }
}
