package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Into which files the rows of a bucket go. */
class TestDatasetFiles {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path corpus;

    @BeforeEach
    void writeACorpusOfTwoFiles() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        SplittableRandom random = new SplittableRandom(1);
        Corpora.write(corpus.resolve("a.conllu"), Corpora.randomConllu(random, 700));
        Corpora.write(corpus.resolve("b.conllu"), Corpora.randomConllu(random, 800));
    }

    private PreparedDataset prepare(String name, double fileSize, double rowGroupSize) {
        Path data = folder.resolve(name);
        PreparationOptions options =
                Corpora.options(Corpora.conllu(corpus, Map.of("train", "a.conllu, b.conllu")), data);
        options = Corpora.with(options, new BucketOptions(2, List.of()));
        options = Corpora.with(options, new DatasetOptions(data.toString(), fileSize, rowGroupSize, 0));
        new Preparation(SPARK, options).run(ExistingTarget.REFUSE);
        return PreparedDataset.open(SPARK, data.toString());
    }

    private List<PaddedSequence> rows(PreparedDataset dataset) {
        SplitReader reader = new SplitReader(SPARK, dataset, "train");
        SplitFiles files = reader.files();
        return reader.rows((bucket, file, position) -> new RowPlace(0, bucket, files.rank(file, position)), 1)
                .values()
                .collect();
    }

    private ParquetFooter footer(String dataset, int bound, int number) throws IOException {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder.resolve(dataset)
                .resolve(DatasetLayout.part("train", bound, number))
                .toUri());
        return ParquetFooter.read(HadoopFiles.fileSystem(file, new Configuration()), file);
    }

    @Test
    void filesOfABucketAreNumberedAndHoldTogetherWhatOneWouldInTheSameOrder() throws IOException {
        PreparedDataset cut = prepare("cut", 0.002, 16);
        for (BucketCounts bucket : cut.metadata().counts("train").buckets()) {
            assertThat(bucket.files()).isGreaterThan(3);
            long rows = 0;
            for (int number = 0; number < bucket.files(); number++) {
                rows += footer("cut", bucket.bound(), number).metadata().getNum_rows();
            }
            assertThat(rows).isEqualTo(bucket.rows());
        }
        cut.requireFiles();
        assertThat(rows(cut).stream().map(PaddedSequence::id))
                .isEqualTo(rows(prepare("whole", 128, 16)).stream()
                        .map(PaddedSequence::id)
                        .toList());
    }

    @Test
    void aFileIsCutIntoRowGroups() throws IOException {
        PreparedDataset dataset = prepare("groups", 128, 0.001);
        BucketCounts bucket = dataset.metadata().counts("train").buckets().get(0);

        assertThat(bucket.files()).isEqualTo(1);
        assertThat(footer("groups", bucket.bound(), 0).metadata().getRow_groups())
                .hasSizeGreaterThan(3)
                .allMatch(group -> group.getNum_rows() <= 200);
        assertThat(rows(dataset)).hasSize((int) dataset.metadata().total(SplitCounts::rowsWritten));
    }

    @Test
    void aFileThatIsGoneIsMissed() throws IOException {
        PreparedDataset dataset = prepare("gone", 0.002, 16);
        BucketCounts bucket = dataset.metadata().counts("train").buckets().get(1);
        String last = DatasetLayout.part("train", bucket.bound(), bucket.files() - 1);
        Files.delete(folder.resolve("gone").resolve(last));

        assertThatThrownBy(dataset::requireFiles)
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining(last + " is gone");
        assertThatThrownBy(() -> rows(dataset))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("its files hold these rows by bucket");
    }
}
