package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestExistingDataset {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path data;
    private PreparationOptions options;

    @BeforeEach
    void writeCorpus() throws IOException {
        data = folder.resolve("data");
        Corpora.write(folder.resolve("train.conllu"), Corpora.TWO_SENTENCES);
        options = Corpora.options(Corpora.conllu(folder, Map.of("train", "train.conllu")), data);
    }

    @Test
    void nothingIsCompleteBeforeTheFirstRun() {
        assertThat(new Preparation(SPARK, options).alreadyComplete()).isEmpty();
    }

    @Test
    void theSameFilesAndOptionsAreRecognised() {
        DatasetMetadata made =
                new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
        assertThat(new Preparation(SPARK, options).alreadyComplete()).contains(made);
    }

    @Test
    void theOrderOfTheSplitsDoesNotMatter() throws IOException {
        Corpora.write(folder.resolve("test.conllu"), Corpora.TWO_SENTENCES.replace("Dogs", "Cats"));
        Map<String, String> splits = new LinkedHashMap<>();
        splits.put("train", "train.conllu");
        splits.put("test", "test.conllu");
        PreparationOptions one = Corpora.options(Corpora.conllu(folder, splits), data);
        splits.put("train", Objects.requireNonNull(splits.remove("train")));
        PreparationOptions other = Corpora.options(Corpora.conllu(folder, splits), data);
        DatasetMetadata made =
                new Preparation(SPARK, one).run(ExistingTarget.REFUSE).metadata();
        assertThat(new Preparation(SPARK, other).alreadyComplete()).contains(made);
    }

    @Test
    void otherOptionsAreRefusedByName() {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        assertRefused(
                Corpora.with(options, new VocabularyOptions(2, 0)),
                "Cannot write the dataset " + data + ": a dataset made otherwise is there: vocabulary.minimum-count was"
                        + " 1 and is 2 (choose another dataset.path, or replace it with --overwrite)");
    }

    @Test
    void aChangedFileOfTheSameSizeIsNoticed() throws IOException {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        Corpora.write(folder.resolve("train.conllu"), Corpora.TWO_SENTENCES.replace("bark", "bite"));
        assertRefused(
                options,
                "Cannot write the dataset " + data + ": a dataset made otherwise is there: the file train.conllu has"
                        + " changed (choose another dataset.path, or replace it with --overwrite)");
    }

    @Test
    void whatIsNotADatasetIsRefusedAndNeverReplaced() throws IOException {
        Files.createDirectory(data);
        Corpora.write(data.resolve("thesis.txt"), "precious");
        String refusal = "Cannot write the dataset " + data + ": something else is there that no preparation made"
                + " (remove it yourself, or choose another dataset.path)";
        assertRefused(options, refusal);
        assertThatThrownBy(() -> new Preparation(SPARK, options).run(ExistingTarget.REPLACE))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage(refusal);
        assertThat(data.resolve("thesis.txt")).hasContent("precious");
    }

    private void assertRefused(PreparationOptions other, String message) {
        assertThatThrownBy(() -> new Preparation(SPARK, other).alreadyComplete())
                .isInstanceOfSatisfying(MaskwiseException.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.OUTPUT);
                    assertThat(failure.retryable()).isFalse();
                })
                .hasMessage(message);
    }

    @Test
    void anExistingDatasetIsNotTouchedUnlessItIsToBeReplaced() {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        PreparationOptions other = Corpora.with(options, new VocabularyOptions(2, 0));
        assertThatThrownBy(() -> new Preparation(SPARK, other).run(ExistingTarget.REFUSE))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot write " + data + ": it exists already (choose another place, or replace it with"
                        + " --overwrite)");
        assertThat(vocabularySize()).isEqualTo(5);

        new Preparation(SPARK, other).run(ExistingTarget.REPLACE);
        assertThat(vocabularySize()).isEqualTo(3);
    }

    private int vocabularySize() {
        return PreparedDataset.open(SPARK, data.toString()).vocabulary().size();
    }

    @Test
    void aMissingDatasetSaysHowToMakeIt() {
        assertThatThrownBy(() -> PreparedDataset.open(SPARK, data.toString()))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot read the dataset " + data
                        + ": there is no such folder (make it with the command prepare)");
    }

    @Test
    void anIncompleteDatasetIsNotRead() throws IOException {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        Files.delete(data.resolve("_SUCCESS"));
        assertThatThrownBy(() -> PreparedDataset.open(SPARK, data.toString()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot read the dataset " + data + ": it is not a complete dataset, _SUCCESS or"
                        + " _maskwise/dataset.json is missing (make it with the command prepare)");
    }

    @Test
    void aVocabularyThatIsNotTheDatasetsIsNotRead() throws IOException {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        Path vocabulary = data.resolve("_maskwise/vocabulary.tsv");
        Files.writeString(vocabulary, Files.readString(vocabulary).replace("bark", "bite"));
        assertThatThrownBy(() -> PreparedDataset.open(SPARK, data.toString()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageMatching(
                        "Cannot read .*/vocabulary\\.tsv: its SHA-256 is [0-9a-f]{64} \\(must be [0-9a-f]{64}, as"
                                + " _maskwise/dataset.json says; prepare the dataset again\\)");
    }

    @Test
    void anUnknownSplitIsNamedWithThoseThatAreThere() {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        assertThatThrownBy(() -> PreparedDataset.open(SPARK, data.toString()).split("dev"))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot read the split dev: the dataset has only [train]");
    }

    @Test
    void aDescriptionOfAnotherFormatVersionIsRefused() throws IOException {
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        Path description = data.resolve("_maskwise/dataset.json");
        Files.writeString(
                description, Files.readString(description).replace("\"formatVersion\" : 2", "\"formatVersion\" : 9"));
        assertThatThrownBy(() -> PreparedDataset.open(SPARK, data.toString()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot read " + description
                        + ": its format version is 9 (must be 2; prepare the dataset again with --overwrite)");
    }
}
