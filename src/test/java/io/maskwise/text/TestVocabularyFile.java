package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestVocabularyFile {
    @TempDir
    private Path folder;

    private VocabularyFile file(byte[] content) throws IOException {
        return new VocabularyFile(Files.write(folder.resolve("words"), content).toString(), "vocabulary.file");
    }

    private VocabularyFile file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theTableOfADatasetIsTheSameVocabulary() throws IOException {
        Vocabulary texts = Vocabulary.ofCounts(Map.of("a", 2L, "b", 3L), VocabularyOptions.DEFAULT);
        Vocabulary targets = Vocabulary.ofTargetCounts(Map.of("a", 2L, "b", 3L), VocabularyOptions.DEFAULT);
        assertThat(file(texts.toTsv()).vocabulary()).isEqualTo(texts);
        assertThat(file(targets.toTsv()).targetVocabulary()).isEqualTo(targets);
        assertThatThrownBy(() -> file(texts.toTsv()).targetVocabulary())
                .hasMessageEndingWith("ids 0 to 3 are not <pad>, <unk>, <start> and <end> with count 0");
    }

    @ParameterizedTest
    @CsvSource({"'b\na\n'", "'b\na'", "'b\r\na\r\n'", "'\uFEFFb\na\n'"})
    void theLinesOfATextAreTokensInTheirOrder(String content) throws IOException {
        VocabularyFile file = file(content);
        assertThat(file.vocabulary().encode(List.of("a", "b", "c"))).containsExactly(3, 2, 1);
        assertThat(file.targetVocabulary().encodeTarget(List.of("a", "b"))).containsExactly(5, 4, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Cannot read the vocabulary %s: it is empty (must be a token a line)",
                "'a\n\nb\n'|Cannot read line 2 of the vocabulary %s: it is empty (must be a token)",
                "'a\nb\na\n'|Cannot read line 3 of the vocabulary %s: the token a stands in an earlier line too",
            })
    void linesThatAreNoTokensAreRefused(String content, String message) throws IOException {
        VocabularyFile file = file(content);
        assertThatThrownBy(file::vocabulary)
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage(message, file.file());
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        VocabularyFile file = file(new byte[] {'a', (byte) 0xFF, '\n'});
        assertThatThrownBy(file::vocabulary)
                .hasMessage(
                        "Cannot read the vocabulary %s: it is not UTF-8 (set vocabulary.file to a text file)",
                        file.file());
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsKey() {
        VocabularyFile file = new VocabularyFile(folder.resolve("none").toString(), "vocabulary.target-file");
        assertThatThrownBy(file::targetVocabulary)
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining("/none")
                .hasMessageEndingWith("(is vocabulary.target-file right?)");
    }
}
