package io.maskwise.shell;

/**
 * A key of the configuration that a call of the builder has said already.
 *
 * @param key the key
 * @param value its value, as {@code --set} takes it
 * @param by what says it, as it is written
 */
record Said(String key, String value, String by) {}
