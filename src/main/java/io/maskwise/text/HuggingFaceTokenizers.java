package io.maskwise.text;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hugging Face's tokenizers of this JVM, each made once: they live outside the heap. */
final class HuggingFaceTokenizers {
    /** Nothing is added, filled up or cut off: what a text is long is decided here. */
    private static final Map<String, String> OPTIONS = Map.of(
            "addSpecialTokens", "false", "padding", "false", "truncation", "false", "modelMaxLength", "2147483647");

    private static final Map<ByteBuffer, ai.djl.huggingface.tokenizers.HuggingFaceTokenizer> MADE =
            new ConcurrentHashMap<>();

    private HuggingFaceTokenizers() {}

    /**
     * The tokenizer that a {@code tokenizer.json} describes.
     *
     * @throws MaskwiseException with exit 7 if there is no native library for this machine, exit 3 if it describes none
     */
    static ai.djl.huggingface.tokenizers.HuggingFaceTokenizer of(byte[] json, String source) {
        return MADE.computeIfAbsent(ByteBuffer.wrap(json), content -> make(json, source));
    }

    private static ai.djl.huggingface.tokenizers.HuggingFaceTokenizer make(byte[] json, String source) {
        // The library would look for another version of itself on the network.
        System.setProperty("ai.djl.offline", "true");
        try {
            return ai.djl.huggingface.tokenizers.HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json), OPTIONS);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError missing) {
            throw new MaskwiseException(
                    ExitCode.RESOURCES,
                    "Cannot use Hugging Face's tokenizers on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": their native library cannot be loaded: " + missing
                            + " (use tokenizer.kind = word, regex or lucene, which need none)",
                    missing);
        } catch (IOException | RuntimeException failure) {
            throw MaskwiseException.input(
                    failure,
                    "Cannot read %s: it describes no tokenizer: %s (must be the tokenizer.json of a fast tokenizer of"
                            + " Hugging Face)",
                    source,
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
