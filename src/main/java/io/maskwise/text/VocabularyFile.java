package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vocabulary that somebody gives: the {@code vocabulary.tsv} of a dataset, or a text file of one token a line.
 *
 * <p>The tokens of a text file get ids in the order of its lines, from the first that is not reserved. It is UTF-8, and
 * a line ends with LF or CR LF.
 *
 * @param file its path, on this machine
 * @param key the configuration key that names it, for errors
 */
public record VocabularyFile(String file, String key) {
    static Optional<VocabularyFile> of(String file, String key) {
        return file.isEmpty() ? Optional.empty() : Optional.of(new VocabularyFile(file, key));
    }

    /**
     * What the file says.
     *
     * @throws MaskwiseException with exit 3 if it cannot be read as UTF-8
     */
    public String content() {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (CharacterCodingException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the vocabulary %s: it is not UTF-8 (set %s to a text file)", file, key);
        } catch (IOException failure) {
            throw MaskwiseException.input(
                    failure, "Cannot read the vocabulary %s: %s (is %s right?)", file, failure.toString(), key);
        }
    }

    /**
     * The vocabulary of texts that the file holds.
     *
     * @throws MaskwiseException with exit 3 if it holds none
     */
    public Vocabulary vocabulary() {
        String content = content();
        return isTable(content) ? Vocabulary.fromTsv(content, file) : Vocabulary.ofList(tokens(content), false);
    }

    /**
     * The vocabulary of target texts that the file holds.
     *
     * @throws MaskwiseException with exit 3 if it holds none
     */
    public Vocabulary targetVocabulary() {
        String content = content();
        return isTable(content) ? Vocabulary.targetFromTsv(content, file) : Vocabulary.ofList(tokens(content), true);
    }

    private static boolean isTable(String content) {
        return content.startsWith(Vocabulary.HEADER + "\n");
    }

    private List<String> tokens(String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        if (text.isEmpty()) {
            throw MaskwiseException.input("Cannot read the vocabulary %s: it is empty (must be a token a line)", file);
        }
        String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        List<String> tokens = Arrays.stream(lines.split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .toList();
        Set<String> seen = new HashSet<>();
        for (int line = 0; line < tokens.size(); line++) {
            String token = tokens.get(line);
            if (token.isEmpty()) {
                throw refused(line, "it is empty (must be a token)");
            }
            if (!seen.add(token)) {
                throw refused(line, "the token " + token + " stands in an earlier line too");
            }
        }
        return tokens;
    }

    private MaskwiseException refused(int line, String why) {
        return MaskwiseException.input("Cannot read line %d of the vocabulary %s: %s", line + 1, file, why);
    }
}
