package io.maskwise.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.Side;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.Labelling;
import io.maskwise.text.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestDatasetFile {
    private static final int BOUND = 9;
    private static final Map<String, String> METADATA =
            Map.of("one", "1", "two", "2", "three", "3", "four", "4", "five", "5");

    @TempDir
    Path folder;

    private final Configuration hadoop = new Configuration();
    private int files;

    private HadoopOutput output(String name) throws IOException {
        return new HadoopOutput(
                FileSystem.getLocal(hadoop).getRaw(),
                new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
    }

    private static EncodedRow row(SplittableRandom random, int number, Labelling labelling, int bound) {
        int[] tokens = random.ints(random.nextInt(1, bound + 1), 1, 5000).toArray();
        int labels = switch (labelling) {
            case NONE -> 0;
            case PER_SEQUENCE -> 1;
            case PER_TOKEN -> tokens.length;
            case TARGET_SEQUENCE -> random.nextInt(1, bound + 1);
        };
        int[] labelIds = random.ints(labels, 0, 300).toArray();
        return new EncodedRow(
                new RowOrigin(0, number, "train"),
                RowName.whole(new SourcePosition("naïve.txt", number + 1)),
                tokens,
                labelIds,
                labelling,
                0);
    }

    private static List<EncodedRow> rows(long seed, int count, Labelling labelling) {
        return rows(seed, count, labelling, BOUND);
    }

    private static List<EncodedRow> rows(long seed, int count, Labelling labelling, int bound) {
        SplittableRandom random = new SplittableRandom(seed);
        List<EncodedRow> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            rows.add(row(random, number, labelling, bound));
        }
        return rows;
    }

    private org.apache.hadoop.fs.Path fast(
            List<EncodedRow> rows, int bound, Side padding, Labelling labelling, long groupBytes) throws IOException {
        HadoopOutput output = output("fast-" + ++files + ".parquet");
        try (DatasetFile file =
                new DatasetFile(output, new DatasetSchema(labelling), padding, METADATA, bound, groupBytes, hadoop)) {
            writeAll(rows, file);
        }
        return output.path();
    }

    private static void writeAll(List<EncodedRow> rows, DatasetFile file) throws IOException {
        for (EncodedRow row : rows) {
            file.write(new UnpaddedRow(row.id().getBytes(UTF_8), row.tokens(), row.labels()));
        }
    }

    private org.apache.hadoop.fs.Path slow(List<EncodedRow> rows, int bound, Side padding, Labelling labelling)
            throws IOException {
        HadoopOutput output = output("slow-" + ++files + ".parquet");
        RowPadder padder = new RowPadder(padding, labelling);
        try (ParquetWriter<PaddedSequence> file = new SequenceFileBuilder(output, labelling, METADATA)
                .withConf(hadoop)
                .build()) {
            for (EncodedRow row : rows) {
                file.write(padder.pad(row, bound));
            }
        }
        return ParquetFooter.inOrder(output.files(), output.path());
    }

    /** Returns the file of the fast way. */
    private org.apache.hadoop.fs.Path assertAlike(List<EncodedRow> rows, int bound, Side padding, Labelling labelling)
            throws IOException {
        org.apache.hadoop.fs.Path file = fast(rows, bound, padding, labelling, 1L << 30);
        assertThat(bytes(file)).isEqualTo(bytes(slow(rows, bound, padding, labelling)));
        return file;
    }

    private static byte[] bytes(org.apache.hadoop.fs.Path file) throws IOException {
        return Files.readAllBytes(Path.of(file.toUri().getPath()));
    }

    @ParameterizedTest(name = "{0}, padded {1}, seed {2}")
    @CsvSource({
        "NONE, POST, 1",
        "PER_SEQUENCE, PRE, 2",
        "PER_SEQUENCE, POST, 3",
        "PER_TOKEN, PRE, 4",
        "PER_TOKEN, POST, 5",
        "TARGET_SEQUENCE, PRE, 6",
        "TARGET_SEQUENCE, POST, 7"
    })
    void writesTheBytesOfParquetsRecordLayer(Labelling labelling, Side padding, long seed) throws IOException {
        // Of 25,000 rows some columns have several pages, as one of them holds at most 20,000.
        assertAlike(rows(seed, 25_000, labelling), BOUND, padding, labelling);
        // Of so few long rows each column has one page, as Parquet, too, would cut them.
        assertAlike(rows(seed, 5_000, labelling, 40), 40, padding, labelling);
    }

    /** Rows of as many ids as there is room for, from 1 on, of which none is there twice up to a largest one. */
    private static List<EncodedRow> distinct(int from, int count, int largest) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> new EncodedRow(
                        new RowOrigin(0, number, "train"),
                        RowName.whole(new SourcePosition("a", number + 1)),
                        IntStream.range(number * BOUND, (number + 1) * BOUND)
                                .map(id -> 1 + id % largest)
                                .toArray(),
                        new int[0],
                        Labelling.NONE,
                        0))
                .toList();
    }

    private List<Encoding> encodingsOfTokens(List<EncodedRow> rows) throws IOException {
        org.apache.hadoop.fs.Path file = assertAlike(rows, BOUND, Side.POST, Labelling.NONE);
        return ParquetFooter.read(file.getFileSystem(hadoop), file).encodings().get(DatasetSchema.TOKENS);
    }

    @Test
    void idsHaveADictionaryWhereParquetWouldHaveOne() throws IOException {
        assertThat(encodingsOfTokens(distinct(0, 10, 30))).containsExactly(Encoding.PLAIN_DICTIONARY, Encoding.RLE);
        assertThat(encodingsOfTokens(distinct(0, 10, 1000))).containsExactly(Encoding.PLAIN, Encoding.RLE);
        // Two pages whose dictionary grows too large in a third one, after which there is a fourth.
        List<EncodedRow> growing = new ArrayList<>(distinct(0, 20_000, 1000));
        growing.addAll(distinct(20_000, 60_000, 1 << 30));
        assertThat(encodingsOfTokens(growing)).containsExactly(Encoding.PLAIN, Encoding.PLAIN_DICTIONARY, Encoding.RLE);
    }

    @ParameterizedTest(name = "padded {0}")
    @EnumSource
    void pagesOfLongRowsHoldThemAll(Side padding) throws IOException {
        int bound = 1000; // so that a page has 524 rows
        List<EncodedRow> rows = rows(9, 1_200, Labelling.TARGET_SEQUENCE, bound);
        org.apache.hadoop.fs.Path file = fast(rows, bound, padding, Labelling.TARGET_SEQUENCE, 1L << 30);
        RowPadder padder = new RowPadder(padding, Labelling.TARGET_SEQUENCE);
        List<Row> read = SparkSessions.local()
                .read()
                .parquet(file.toString())
                .select("id", "tokens", "mask", "length", "labels", "label_mask")
                .collectAsList();
        assertThat(read).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            PaddedSequence expected = padder.pad(rows.get(i), bound);
            assertThat(read.get(i).getString(0)).isEqualTo(expected.id());
            assertThat(read.get(i).<Integer>getList(1)).containsExactly(boxed(expected.tokens()));
            assertThat(read.get(i).<Boolean>getList(2)).containsExactly(boxed(expected.mask()));
            assertThat(read.get(i).getInt(3)).isEqualTo(expected.length());
            assertThat(read.get(i).<Integer>getList(4)).containsExactly(boxed(expected.labels()));
            assertThat(read.get(i).<Boolean>getList(5)).containsExactly(boxed(expected.labelMask()));
        }
    }

    private static Integer[] boxed(int[] ids) {
        return Arrays.stream(ids).boxed().toArray(Integer[]::new);
    }

    private static Boolean[] boxed(boolean[] mask) {
        Boolean[] boxed = new Boolean[mask.length];
        Arrays.setAll(boxed, step -> mask[step]);
        return boxed;
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2"})
    void rowGroupsAreAboutAsLargeAsTold(long seed) throws IOException {
        List<EncodedRow> rows = rows(seed, 20_000, Labelling.PER_TOKEN);
        org.apache.hadoop.fs.Path file = fast(rows, BOUND, Side.POST, Labelling.PER_TOKEN, 100_000);
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            assertThat(reader.getRowGroups()).hasSizeBetween(5, 40);
            assertThat(reader.getRecordCount()).isEqualTo(20_000);
        }
        Dataset<Row> read = SparkSessions.local().read().parquet(file.toString());
        List<Row> first = read.orderBy("id").select("tokens", "labels", "mask").takeAsList(1);
        EncodedRow expected = rows.get(0);
        assertThat(first.get(0).<Integer>getList(0).subList(0, expected.tokens().length))
                .containsExactlyElementsOf(
                        Arrays.stream(expected.tokens()).boxed().toList());
    }

    /** A file on a disk with room for so many bytes. */
    private static final class FullDisk implements OutputFile {
        private final long room;
        private long used;
        private boolean closed;

        FullDisk(long room) {
            this.room = room;
        }

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return used;
                }

                @Override
                public void write(int oneByte) throws IOException {
                    if (used == room) {
                        throw new IOException("No space left on device");
                    }
                    used++;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    @ParameterizedTest(name = "room for {0} bytes, row groups of {1}")
    @CsvSource({"100, 10000", "2000, 10000", "100, 1000000000"})
    void aFullDiskEndsTheFileAndNothingStaysOpen(long room, long groupBytes) {
        assertEndsCleanly(new FullDisk(room), groupBytes);
    }

    @ParameterizedTest(name = "{0} bytes short")
    @ValueSource(ints = {1, 200})
    void aDiskThatIsFullAtTheVeryEndDoesSoToo(int missing) throws IOException {
        byte[] complete = bytes(fast(rows(3, 20_000, Labelling.NONE), BOUND, Side.POST, Labelling.NONE, 10_000));
        assertEndsCleanly(new FullDisk(complete.length - missing), 10_000);
    }

    private void assertEndsCleanly(FullDisk disk, long groupBytes) {
        assertThatThrownBy(() -> {
                    try (DatasetFile file = new DatasetFile(
                            disk, new DatasetSchema(Labelling.NONE), Side.POST, METADATA, BOUND, groupBytes, hadoop)) {
                        writeAll(rows(3, 20_000, Labelling.NONE), file);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device")
                .hasNoSuppressedExceptions();
        assertThat(disk.closed).isTrue();
    }
}
