package io.maskwise.text;

import ai.djl.huggingface.tokenizers.Encoding;
import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pieces of a tokenizer of Hugging Face the tokens, as they stand in its vocabulary.
 *
 * <p>It carries the whole of its file, so that it works on any machine.
 */
final class HuggingFaceTokenizer implements Tokenizer {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final byte[] json;
    /** Found once for each copy, as finding it looks at the whole file. */
    private transient volatile ai.djl.huggingface.tokenizers.@Nullable HuggingFaceTokenizer made;

    /**
     * The tokenizer that a file describes.
     *
     * @throws MaskwiseException with exit 3 if the file cannot be read or describes none, exit 2 if none is named, exit 7
     *     if there is no native library for this machine
     */
    HuggingFaceTokenizer(HuggingFaceOptions options) {
        this(options.content(), options.file());
    }

    /**
     * The tokenizer that a {@code tokenizer.json} describes.
     *
     * @param json its bytes, which are not copied
     * @param source its name, for errors
     * @throws MaskwiseException with exit 3 if it describes none, exit 7 if there is no native library for this machine
     */
    HuggingFaceTokenizer(byte[] json, String source) {
        this.source = source;
        this.json = json;
        this.made = HuggingFaceTokenizers.of(json, source);
    }

    private ai.djl.huggingface.tokenizers.HuggingFaceTokenizer tokenizer() {
        ai.djl.huggingface.tokenizers.HuggingFaceTokenizer found = made;
        if (found == null) {
            found = HuggingFaceTokenizers.of(json, source);
            made = found;
        }
        return found;
    }

    @Override
    public List<String> tokenize(String text) {
        return List.of(tokenizer().encode(text, false, false).getTokens());
    }

    @Override
    public List<List<String>> tokenizeWords(List<String> words) {
        Encoding encoding = tokenizer().encode(words, false, false);
        List<List<String>> pieces = new ArrayList<>();
        words.forEach(word -> pieces.add(new ArrayList<>()));
        long[] ofWord = encoding.getWordIds();
        String[] tokens = encoding.getTokens();
        for (int i = 0; i < tokens.length; i++) {
            if (ofWord[i] >= 0) {
                pieces.get((int) ofWord[i]).add(tokens[i]);
            }
        }
        return pieces;
    }
}
