package io.maskwise.shell;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maskwise.jobs.ExistingOutput;

/**
 * What all builders take; nothing is done before they are told where to, or on what.
 *
 * @param <R> the builder itself
 */
public abstract class Request<R extends Request<R>> {
    private final Settings settings = new Settings();
    private ExistingOutput existing = ExistingOutput.REFUSE;

    Request() {}

    abstract R self();

    /**
     * Sets a key of the configuration, as {@code --set} does; what is set later wins.
     *
     * @param key such as {@code model.rnn.units}; checked when the work begins, with the nearest key that there is
     * @param value text, a number, a truth value, or a list or map of these
     */
    @CanIgnoreReturnValue
    public R set(String key, Object value) {
        settings.set(key, value);
        return self();
    }

    /** Takes a configuration file, as {@code --config} does; {@link #set} and the other methods win. */
    @CanIgnoreReturnValue
    public R config(String file) {
        settings.file(file);
        return self();
    }

    /** Replaces what is there, once the new is whole, instead of refusing to. */
    @CanIgnoreReturnValue
    public R overwrite() {
        existing = ExistingOutput.OVERWRITE;
        return self();
    }

    final Settings settings() {
        return settings;
    }

    final ExistingOutput existing() {
        return existing;
    }
}
