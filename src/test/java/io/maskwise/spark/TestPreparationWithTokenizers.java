package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.ColumnsOptions;
import io.maskwise.text.HuggingFaceOptions;
import io.maskwise.text.JsonlOptions;
import io.maskwise.text.KerasOptions;
import io.maskwise.text.KerasTokenizer;
import io.maskwise.text.KerasTokenizerOptions;
import io.maskwise.text.LuceneOptions;
import io.maskwise.text.PieceLabels;
import io.maskwise.text.RegexOptions;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other formats and tokenizers, all the way into a dataset. */
class TestPreparationWithTokenizers {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final TokenizerOptions WORDS = new TokenizerOptions(TokenizerKind.WORD, true);

    @TempDir
    private Path folder;

    private Path corpus;
    private Path data;

    @BeforeEach
    void makeFolders() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        data = folder.resolve("data");
    }

    private DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
    }

    private String vocabulary() throws IOException {
        return Files.readString(data.resolve("_maskwise/vocabulary.tsv"));
    }

    @Test
    void jsonLinesThroughALuceneAnalyzer() throws IOException {
        Corpora.write(
                corpus.resolve("train.jsonl"),
                "{\"text\": \"The foxes ran\", \"label\": \"A\"}\n{\"text\": \"the of\", \"label\": \"B\"}\nnone\n");
        PreparationOptions options = Corpora.options(
                Corpora.lines(corpus, Map.of("train", "train.jsonl")).with(JsonlOptions.DEFAULT), data);
        DatasetMetadata metadata = prepare(Corpora.with(options, WORDS.cuttingBy(new LuceneOptions("english"))));
        assertThat(metadata.counts("train").rowsRead()).isEqualTo(3);
        assertThat(metadata.counts("train").rejected()).isEqualTo(Map.of("invalid-json", 1L, "empty-text", 1L));
        assertThat(vocabulary()).contains("fox").contains("ran").doesNotContain("the");
    }

    @Test
    void tagsOfTokenLinesFollowThePieces() throws IOException {
        Corpora.write(corpus.resolve("train.txt"), "New-York NNP B-LOC\nis VBZ O\n\n-DOCSTART- -X- O\n\nbig JJ O\n");
        PreparationOptions options = Corpora.options(
                Corpora.lines(corpus, Map.of("train", "train.txt")).with(ColumnsOptions.DEFAULT), data);
        DatasetMetadata metadata = prepare(Corpora.with(
                options, WORDS.cuttingBy(new RegexOptions("\\w+", false)).labelling(PieceLabels.BIO)));
        assertThat(metadata.counts("train").rowsRead()).isEqualTo(2);
        assertThat(metadata.counts("train").realTokens()).isEqualTo(4);
        assertThat(Files.readString(data.resolve("_maskwise/labels.tsv"))).contains("I-LOC");
    }

    /** Of equally frequent words the first seen comes first, in files and lines as they stand, whatever is cut off. */
    @Test
    void wordsAreNumberedAsKerasDoes() throws IOException {
        Corpora.write(corpus.resolve("z.txt"), "zebra apple, Mango\nkiwi zebra\n");
        Corpora.write(corpus.resolve("a.txt"), "fig kiwi\n");
        PreparationOptions options = Corpora.with(
                Corpora.options(Corpora.lines(corpus, Map.of("train", "z.txt, a.txt")), data),
                new PaddingOptions(Side.POST, Side.POST, 1));
        prepare(Corpora.with(options, WORDS.cuttingBy(KerasOptions.DEFAULT)));
        List<String> texts = List.of("zebra apple, Mango", "kiwi zebra", "fig kiwi");
        Map<String, Integer> keras = KerasTokenizer.of(KerasTokenizerOptions.DEFAULT.withOovToken("<unk>"))
                .fitOnTexts(texts)
                .wordIndex();
        Vocabulary vocabulary = Vocabulary.fromTsv(vocabulary(), "vocabulary.tsv");
        assertThat(vocabulary.size()).isEqualTo(keras.size() + 1);
        keras.forEach((word, index) -> assertThat(vocabulary.token(index)).isEqualTo(word));
    }

    @Test
    void aVocabularyThatIsGivenIsUsedAsItIs() throws IOException {
        Corpora.write(corpus.resolve("train.txt"), "b a c\n");
        Path given = Files.writeString(folder.resolve("words.txt"), "c\nnever\na\n");
        PreparationOptions options = Corpora.with(
                Corpora.options(Corpora.lines(corpus, Map.of("train", "train.txt")), data),
                new VocabularyOptions(1, 0, given.toString(), ""));
        DatasetMetadata metadata = prepare(options);
        assertThat(metadata.counts("train").unknownTokens()).isEqualTo(1);
        assertThat(vocabulary()).endsWith("2\tc\t0\n3\tnever\t0\n4\ta\t0\n");
        Files.writeString(given, "c\na\n");
        Preparation changed = new Preparation(SPARK, options);
        assertThatThrownBy(changed::alreadyComplete).hasMessageContaining("vocabulary.sha256 was ");
    }

    private PreparationOptions wordPieces(Path file) throws IOException {
        Corpora.write(corpus.resolve("train.txt"), "Playing the undo\nplayed\n");
        return Corpora.with(
                Corpora.options(Corpora.lines(corpus, Map.of("train", "train.txt")), data),
                WORDS.cuttingBy(new HuggingFaceOptions(file.toString())));
    }

    private static Path wordPieces() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(TestPreparationWithTokenizers.class.getResource("/tokenizers/wordpiece.json"))
                        .toURI());
    }

    @Test
    void aDatasetKeepsTheTokenizerThatItWasMadeBy() throws IOException, URISyntaxException {
        Path file = Files.copy(wordPieces(), folder.resolve("tokenizer.json"));
        prepare(wordPieces(file));
        assertThat(vocabulary()).contains("play").contains("##ing");
        assertThat(data.resolve("_maskwise/tokenizer.json")).hasSameTextualContentAs(wordPieces());
        assertThat(data.resolve("_maskwise/dataset.json")).content().doesNotContain(folder.toString());
        Path moved = Files.move(file, folder.resolve("moved.json"));
        assertThat(new Preparation(SPARK, wordPieces(moved)).alreadyComplete()).isPresent();
    }

    @Test
    void anotherTokenizerOfTheSameNameIsAnotherDataset() throws IOException, URISyntaxException {
        Path file = Files.copy(wordPieces(), folder.resolve("tokenizer.json"));
        prepare(wordPieces(file));
        Files.writeString(file, Files.readString(file).replace("##ing", "##ong"));
        Preparation changed = new Preparation(SPARK, wordPieces(file));
        assertThatThrownBy(changed::alreadyComplete)
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessageContaining("tokenizer.hugging-face.sha256 was ");
    }
}
