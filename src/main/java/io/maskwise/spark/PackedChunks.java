package io.maskwise.spark;

import io.maskwise.text.LabelSet;
import io.maskwise.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Turns the packed rows of one file into chunks for the Parquet files that they go into, with no object for a row but the
 * id that it may have of its own: most of the time that a row takes is that of its objects.
 *
 * <p>Its slow twin is {@link RowChunks} of the rows of {@link PackedEncoder}, which rows that are cut into windows go
 * through.
 */
final class PackedChunks implements Iterator<Tuple2<RowKey, byte[]>> {
    private static final int LONGEST_LINE_NUMBER = 19;

    private final Iterator<ReadItem> items;
    private final NameIds ids;
    private final boolean targets;
    private final DatasetPlan plan;
    private final RowRanks.Counter ranks;
    private final OpenChunks chunks = new OpenChunks();

    /** Of the row at hand. */
    private int[] tokens = new int[1 << 8];

    private int[] labels = new int[1 << 8];
    private int labelCount;
    private byte[] id = {};
    private int idLength;

    /**
     * @param items all that {@link RowPacker} made of a file
     * @param plan where rows go; all that the encoder has ids for have a place
     */
    PackedChunks(Iterator<ReadItem> items, RowEncoder encoder, DatasetPlan plan) {
        this.items = items;
        this.ids = new NameIds(encoder);
        this.targets = !(encoder.labels() instanceof LabelSet);
        this.plan = plan;
        this.ranks = plan.counter();
    }

    @Override
    public boolean hasNext() {
        while (!chunks.hasNext() && items.hasNext()) {
            if (items.next() instanceof PackedRows rows) {
                ids.add(rows.newNames());
                add(rows);
            }
        }
        if (!chunks.hasNext()) {
            chunks.closeAll();
        }
        return chunks.hasNext();
    }

    @Override
    public Tuple2<RowKey, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the task has no more rows");
        }
        return chunks.next();
    }

    private void add(PackedRows rows) {
        byte[] place = (rows.name() + ':').getBytes(StandardCharsets.UTF_8);
        byte[] placeAndLine = Arrays.copyOf(place, place.length + LONGEST_LINE_NUMBER);
        NumberReader bytes = new NumberReader(rows.bytes());
        while (bytes.hasMore()) {
            long ordinal = bytes.number();
            String split = rows.splits().get((int) bytes.number());
            readId(bytes, placeAndLine, place.length);
            tokens = bytes.numbers(tokens);
            int tokenCount = bytes.count();
            replace(tokens, tokenCount, ids.tokens());
            boolean known = readLabels(bytes);
            bytes.number(); // what was cut
            if (known) {
                add(rows.file(), ordinal, split, tokenCount);
            }
        }
    }

    /** The file and the line, or the id that the row has of its own. */
    private void readId(NumberReader bytes, byte[] placeAndLine, int placeLength) {
        long line = bytes.number();
        String own = bytes.text();
        if (own.isEmpty()) {
            id = placeAndLine;
            idLength = writeLine(line, id, placeLength);
            return;
        }
        id = own.getBytes(StandardCharsets.UTF_8);
        idLength = id.length;
    }

    /** Writes the line's number, which is at least 1, behind the file's name; returns how long both are. */
    private static int writeLine(long line, byte[] to, int placeLength) {
        int end = placeLength;
        for (long rest = line; rest > 0; rest /= 10) {
            end++;
        }
        long rest = line;
        for (int at = end - 1; at >= placeLength; at--) {
            to[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private boolean readLabels(NumberReader bytes) {
        if (!targets) {
            labels = bytes.numbers(labels);
            labelCount = bytes.count();
            bytes.skipNumbers();
            return replace(labels, labelCount, ids.labels());
        }
        bytes.skipNumbers();
        labels = bytes.numbers(labels);
        labelCount = bytes.count();
        replace(labels, labelCount, ids.labels());
        if (labelCount == labels.length) {
            labels = Arrays.copyOf(labels, 2 * labelCount);
        }
        labels[labelCount++] = Vocabulary.END_ID;
        return true;
    }

    /** Puts ids in the place of numbers; returns whether all have one. */
    private static boolean replace(int[] numbers, int count, int[] idOfNumber) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            int found = idOfNumber[numbers[i]];
            numbers[i] = found;
            all |= found;
        }
        return all >= 0; // NameIds.NO_LABEL is negative
    }

    private void add(int file, long ordinal, String split, int tokenCount) {
        int length = EncodedRow.length(tokenCount, targets ? labelCount : 0);
        int partition = plan.partition(file, split, length, ranks);
        RowChunk open = chunks.of(partition);
        RowChunk chunk = open == null ? chunks.begin(new RowKey(partition, file, ordinal, 0)) : open;
        chunks.grown(partition, chunk, chunk.add(id, idLength, tokens, tokenCount, labels, labelCount));
    }
}
