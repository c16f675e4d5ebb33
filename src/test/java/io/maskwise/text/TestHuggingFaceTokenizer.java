package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a small vocabulary of word pieces, whose file says that texts are cut off after three. */
class TestHuggingFaceTokenizer {
    private static final SourcePosition PLACE = new SourcePosition("train.tsv", 7);

    @TempDir
    Path folder;

    private static TokenizerOptions options(String file) {
        return new TokenizerOptions(TokenizerKind.WORD, false).cuttingBy(new HuggingFaceOptions(file));
    }

    private static String wordPieces() throws URISyntaxException {
        URL found = TestHuggingFaceTokenizer.class.getResource("/tokenizers/wordpiece.json");
        return Path.of(Objects.requireNonNull(found).toURI()).toString();
    }

    @Test
    void cutsTextIntoPiecesAndDropsNone() throws URISyntaxException {
        Tokenizer tokenizer = Corpora.copy(Tokenizer.of(options(wordPieces())), Tokenizer.class);
        assertThat(tokenizer.tokenize("Playing the UNDO . played"))
                .containsExactly("play", "##ing", "the", "un", "##do", ".", "play", "##ed");
        assertThat(tokenizer.tokenize("\ud83d\ude00 xyz")).containsExactly("[UNK]", "[UNK]");
        assertThat(tokenizer.tokenize("")).isEmpty();
    }

    @Test
    void labelsFollowThePiecesOfTheirWords() throws URISyntaxException {
        CorpusExample example =
                new CorpusExample(PLACE, "", List.of("Playing", " ", "un.do", "qq"), List.of("V", "S", "X", "Q"));
        ExampleTokenizer tokenizer =
                ExampleTokenizer.of(Corpora.CONLLU, options(wordPieces()).labelling(PieceLabels.REPEAT));
        TokenizedExample cut = (TokenizedExample)
                Corpora.copy(tokenizer, ExampleTokenizer.class).tokenize(example);
        assertThat(cut.tokens()).containsExactly("play", "##ing", " ", "un", ".", "[UNK]", "[UNK]");
        assertThat(cut.labels()).containsExactly("V", "V", "S", "X", "X", "X", "Q");
    }

    @Test
    void theSameFileIsOneTokenizer() throws URISyntaxException, IOException {
        byte[] json = Files.readAllBytes(Path.of(wordPieces()));
        assertThat(HuggingFaceTokenizers.of(json.clone(), "a")).isSameAs(HuggingFaceTokenizers.of(json, "b"));
    }

    private static void assertRefused(String file, ExitCode code, String message) {
        assertThatThrownBy(() -> Tokenizer.of(options(file)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNoneIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 3}");
        assertRefused(file.toString(), ExitCode.INPUT, "Cannot read " + file + ": it describes no tokenizer: ");
        assertRefused(folder.resolve("nowhere").toString(), ExitCode.INPUT, "Cannot read the tokenizer ");
        assertRefused("", ExitCode.USAGE, "tokenizer.hugging-face.file is not set");
    }
}
