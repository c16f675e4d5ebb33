package io.maskwise.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One case of a golden file.
 *
 * @param file the file's name without its suffix
 * @param meta what the cases of the file share
 * @param content the case itself: name, configuration, inputs, outputs
 */
public record Golden(String file, JsonNode meta, JsonNode content) {
    /** The case's name, unique in its file. */
    public String name() {
        return content.path("name").asText("case without a name");
    }

    /** A field of the case's configuration; a missing node where it is absent. */
    public JsonNode config(String key) {
        return content.path("config").path(key);
    }

    /** Whether the case holds a tensor of this name. */
    public boolean has(String field) {
        return content.hasNonNull(field);
    }

    /** A tensor of the case. */
    public GoldenTensor tensor(String field) {
        return GoldenTensor.of(content.path(field));
    }

    /** A tensor that all cases of the file share, from {@code meta.shared}. */
    public GoldenTensor shared(String field) {
        return GoldenTensor.of(meta.path("shared").path(field));
    }

    /** Whether the call must fail. */
    public boolean expectsError() {
        return content.hasNonNull("expect_error");
    }

    @Override
    public String toString() {
        return name();
    }
}
