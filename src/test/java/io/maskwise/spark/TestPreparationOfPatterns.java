package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets of many files that a pattern names, compressed or empty. */
class TestPreparationOfPatterns {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path corpus;
    private Path data;

    @BeforeEach
    void makeFolders() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        data = folder.resolve("data");
    }

    private static byte[] bzip2(String content) throws IOException {
        Path file = Files.createTempFile("bzip2", ".bz2");
        BZip2Codec codec = new BZip2Codec();
        codec.setConf(new Configuration());
        try (OutputStream out = codec.createOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    private PreparationOptions lines(String names) {
        return Corpora.options(Corpora.lines(corpus, Map.of("train", names)), data);
    }

    private static DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
    }

    private List<String> ids() {
        return SPARK.read().parquet(data.toString()).select("id").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private void assertRefused(PreparationOptions options, ExitCode code, String... messages) {
        assertThatThrownBy(() -> prepare(options))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(code))
                .hasMessageContainingAll(messages);
        assertThat(data).doesNotExist();
    }

    @Test
    void filesAreDecompressedByTheirExtensionAndEmptyOnesAreAccountedFor() throws IOException {
        Corpora.write(corpus.resolve("part-0.txt"), "one\ntwo\n");
        Files.write(corpus.resolve("part-1.txt.gz"), Corpora.gzip("three\n"));
        Files.write(corpus.resolve("part-2.txt.bz2"), bzip2("four\nfive\n"));
        Corpora.write(corpus.resolve("part-3.txt"), "");
        Files.write(corpus.resolve("part-4.txt.gz"), Corpora.gzip(""));
        Corpora.write(corpus.resolve("part-5.txt.gz"), "");
        DatasetMetadata metadata = prepare(lines("part-*"));

        assertThat(ids())
                .containsExactly(
                        "part-0.txt:1", "part-0.txt:2", "part-1.txt.gz:1", "part-2.txt.bz2:1", "part-2.txt.bz2:2");
        assertThat(metadata.counts("train").rowsRead()).isEqualTo(5);
        assertThat(metadata.inputs()).extracting(InputFile::records).containsExactly(2L, 1L, 2L, 0L, 0L, 0L);
        assertThat(metadata.inputs())
                .allSatisfy(input -> assertThat(input.bytes()).isEqualTo(Files.size(corpus.resolve(input.name()))));
        assertThat(new Preparation(SPARK, lines("part-*")).alreadyComplete()).contains(metadata);
    }

    @Test
    void rowsOfFilesOfOneNameInSeveralFoldersHaveIdsOfTheirOwn() throws IOException {
        for (String day : List.of("1", "2")) {
            Path of = Files.createDirectory(corpus.resolve("day=" + day));
            Corpora.write(of.resolve("part-0.txt"), "text of " + day + "\n");
        }
        prepare(lines("day=*/part-*"));
        assertThat(ids()).containsExactly("day=1/part-0.txt:1", "day=2/part-0.txt:1");
    }

    @Test
    void aSplitOfEmptyFilesOnlyIsRefused() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "");
        Corpora.write(corpus.resolve("b.txt"), "");
        assertRefused(
                lines("*.txt"),
                ExitCode.INPUT,
                "Cannot read the split train: none of its files holds a record (must be at least one)");
    }

    @Test
    void filesThatComeAndGoAreNoticed() throws IOException {
        Corpora.write(corpus.resolve("a.txt"), "one\n");
        Corpora.write(corpus.resolve("b.txt"), "two\n");
        PreparationOptions options = lines("*.txt");
        prepare(options);
        Corpora.write(corpus.resolve("c.txt"), "");
        assertNoticed(options, "the file c.txt is new");
        Files.delete(corpus.resolve("b.txt"));
        Files.delete(corpus.resolve("c.txt"));
        assertNoticed(options, "the file b.txt is gone");
        Corpora.write(corpus.resolve("b.txt"), "TWO\n");
        assertNoticed(options, "the file b.txt has changed");
        Corpora.write(corpus.resolve("b.txt"), "two\n");
        assertThat(new Preparation(SPARK, options).alreadyComplete()).isPresent();
    }

    private static void assertNoticed(PreparationOptions options, String what) {
        assertThatThrownBy(() -> new Preparation(SPARK, options).alreadyComplete())
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("a dataset made otherwise is there: " + what + " (");
    }

    @Test
    void pairsOfManyFilesStayPairs() throws IOException {
        for (int i = 0; i < 3; i++) {
            Corpora.write(corpus.resolve(i + ".de"), ("w" + i + "\n").repeat(i));
            Corpora.write(corpus.resolve(i + ".en"), ("v" + i + "\n").repeat(i));
        }
        DatasetMetadata metadata = prepare(
                Corpora.options(Corpora.parallel(corpus, Map.of("train", "*.de"), Map.of("train", "*.en")), data));
        assertThat(metadata.inputs())
                .extracting(input -> input.name() + " " + input.records())
                .containsExactly("0.de 0", "0.en 0", "1.de 1", "1.en 1", "2.de 2", "2.en 2");
        assertThat(ids()).containsExactly("1.de:1", "2.de:1", "2.de:2");
    }

    @Test
    void aDamagedBzip2IsNamed() throws IOException {
        byte[] whole = bzip2("a few words\n".repeat(5000));
        Files.write(corpus.resolve("a.txt.bz2"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(lines("*.bz2"), ExitCode.INPUT, "Cannot read " + corpus + "/a.txt.bz2 of the split train: ");
        whole[whole.length / 2] ^= 0x55;
        Files.write(corpus.resolve("a.txt.bz2"), whole);
        assertRefused(lines("*.bz2"), ExitCode.INPUT, "Cannot read " + corpus + "/a.txt.bz2 of the split train: ");
        Corpora.write(corpus.resolve("a.txt.bz2"), "no bzip2\n");
        assertRefused(lines("*.bz2"), ExitCode.INPUT, "Cannot read " + corpus + "/a.txt.bz2 of the split train: ");
    }

    @Test
    void aCodecWithoutItsNativeLibrarySaysSo() throws IOException {
        Corpora.write(corpus.resolve("a.txt.zst"), "anything\n");
        assertRefused(
                lines("a.txt.zst"),
                ExitCode.INPUT,
                "Cannot read " + corpus + "/a.txt.zst of the split train: its compression, by ZStandardCodec, cannot be"
                        + " used here: ",
                " (compress it by gzip or bzip2, or load Hadoop's native libraries)");
    }
}
