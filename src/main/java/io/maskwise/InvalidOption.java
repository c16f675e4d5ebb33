package io.maskwise;

import java.util.List;

/**
 * A value that an option record refuses.
 *
 * <p>It carries the key of what is refused, so that whoever read the record from a configuration can tell exactly which
 * key that is and where it was written; the message is for those who made the record in Java.
 */
public final class InvalidOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String complaint;
    private final String[] key;
    private final String[] beside;

    /**
     * A refusal with the message {@code Invalid SUBJECT: COMPLAINT}.
     *
     * @param subject what the value is, in words
     * @param complaint the value, and what it must be: {@code 0 (must be >= 1)}
     * @param key the way from the record to the value, as a configuration writes it: a component in kebab-case, then a
     *     component of that record or a key of that map; nothing = the record as a whole
     */
    public InvalidOption(String subject, String complaint, String... key) {
        this("Invalid " + subject + ": " + complaint, complaint, key.clone(), new String[0]);
    }

    private InvalidOption(String message, String complaint, String[] key, String[] beside) {
        super(message);
        this.complaint = complaint;
        this.key = key;
        this.beside = beside;
    }

    /** The same refusal, which holds only beside the value of another key of the record. */
    public InvalidOption beside(String... other) {
        return new InvalidOption(String.valueOf(getMessage()), complaint, key, other.clone());
    }

    /** The value, and what it must be. */
    public String complaint() {
        return complaint;
    }

    /** The way from the record to the refused value. */
    public List<String> key() {
        return List.of(key);
    }

    /** The way from the record to the value beside which it is refused; empty where it is refused by itself. */
    public List<String> beside() {
        return List.of(beside);
    }
}
