package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which tokenizer of Hugging Face cuts a text.
 *
 * @param file its {@code tokenizer.json}, on the machine that the command is started on; empty = none
 */
public record HuggingFaceOptions(String file) implements Serializable {
    /** None. */
    public static final HuggingFaceOptions NONE = new HuggingFaceOptions("");

    /**
     * What the file says, in JSON.
     *
     * @throws MaskwiseException with exit 2 if none is named, exit 3 if it cannot be read
     */
    public byte[] content() {
        if (file.isEmpty()) {
            throw MaskwiseException.usage(
                    "Cannot use Hugging Face's tokenizers: tokenizer.hugging-face.file is not set (set"
                            + " it to a tokenizer.json)");
        }
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the tokenizer %s: %s (is the path right?)", file, failure.toString());
        }
    }
}
