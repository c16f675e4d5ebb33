package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.PaddingSurvey;
import io.maskwise.sequence.Side;
import io.maskwise.sequence.SurveyOptions;
import io.maskwise.spark.DatasetDescription;
import io.maskwise.spark.DatasetOptions;
import io.maskwise.spark.DatasetPadding;
import io.maskwise.spark.Preparation;
import io.maskwise.spark.PreparationOptions;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.ConlluOptions;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.DelimitedOptions;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDatasetText {
    @TempDir
    private Path folder;

    @Test
    void everyNumberOfTheDatasetIsTold() throws IOException {
        Files.writeString(folder.resolve("train.tsv"), "label\ttext\nB\ta b c\nA\ta\nA\t\n");
        SparkSession spark = SparkSessions.local();
        new Preparation(spark, options()).run(ExistingTarget.REFUSE);
        PreparedDataset dataset = PreparedDataset.open(spark, path());
        PaddingSurvey survey =
                DatasetPadding.survey(dataset.metadata(), new SurveyOptions(2, new BatchOptions(4, 0), 0, 1));

        assertThat(DatasetText.render(DatasetDescription.of(dataset, 2), survey))
                .isEqualTo("""
                        split  read  written  rejected  dropped  truncated  tokens  unknown
                        -----  ----  -------  --------  -------  ---------  ------  -------
                        train     3        2         1        0          0       4     0.0%

                        split  rejected because  rows
                        -----  ----------------  ----
                        train  empty-text           1

                        length  rows
                        ------  ----  ----------------------------------------
                             1     1  ████████████████████████████████████████
                             2     0
                             3     1  ████████████████████████████████████████

                        split  bucket  rows  tokens  cells  efficiency
                        -----  ------  ----  ------  -----  ----------
                        train       3     2       4      6       66.7%
                        all               2       4      6       66.7%

                        padded to   longest of                  cells  batches  efficiency
                        ----------  --------------------------  -----  -------  ----------  ---------------------------
                        no buckets  a random batch                  8        1       50.0%  ████████████████████
                        no buckets  a batch of a sorted window      8        1       50.0%  ████████████████████
                         1 bucket   the bucket                      8        1       50.0%  ████████████████████
                         2 buckets  the bucket                      6        2       66.7%  ███████████████████████████

                        Take 2 buckets (66.7%): of more, each would save less than 0.1% of the steps, the price of batches counted.

                        Vocabulary of 5 ids, of which the most frequent:
                        id  token  count
                        --  -----  -----
                         2  a          2
                         3  b          1

                        2 labels: A B
                        """);
    }

    private PreparationOptions options() {
        return new PreparationOptions(
                new CorpusOptions(
                        CorpusFormat.DELIMITED,
                        folder.toString(),
                        Map.of("train", "train.tsv"),
                        ConlluOptions.DEFAULT,
                        DelimitedOptions.DEFAULT),
                new TokenizerOptions(TokenizerKind.PRETOKENIZED, false),
                VocabularyOptions.DEFAULT,
                new PaddingOptions(Side.POST, Side.POST, 0),
                new BucketOptions(1, List.of()),
                new DatasetOptions(path()));
    }

    private String path() {
        return folder.resolve("data").toString();
    }
}
