package io.maskwise.spark;

import io.maskwise.text.LabelSet;
import io.maskwise.text.Vocabulary;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Turns the packed rows of one file into ids, from its first row on: what {@link RowEncoder} makes of them, each name looked
 * up once.
 */
final class PackedEncoder {
    private final RowEncoder encoder;
    private final NameIds ids;

    private PackedEncoder(RowEncoder encoder) {
        this.encoder = encoder;
        this.ids = new NameIds(encoder);
    }

    /** The rows of the file's records. */
    static Iterator<DatasetRow> encoded(Iterator<ReadItem> items, RowEncoder encoder) {
        PackedEncoder packed = new PackedEncoder(encoder);
        return new FlatIterator<>(items, packed::encode);
    }

    private Iterator<DatasetRow> encode(ReadItem item) {
        if (item instanceof PackedRows rows) {
            ids.add(rows.newNames());
            return new MappedIterator<>(rows.rows(), this::encode);
        }
        return item instanceof SourceRow row ? List.of(encoder.encode(row)).iterator() : Collections.emptyIterator();
    }

    private DatasetRow encode(PackedRow row) {
        if (!(encoder.labels() instanceof LabelSet)) {
            int[] target = ids(row.target(), ids.labels(), row.target().length + 1);
            target[row.target().length] = Vocabulary.END_ID;
            return encoded(row, target);
        }
        int[] labels = ids(row.labels(), ids.labels(), row.labels().length);
        for (int step = 0; step < labels.length; step++) {
            if (labels[step] == NameIds.NO_LABEL) {
                return encoder.unknownLabel(row.origin(), row.position(), ids.name(row.labels()[step]));
            }
        }
        return encoded(row, labels);
    }

    private EncodedRow encoded(PackedRow row, int[] labels) {
        int[] tokens = ids(row.tokens(), ids.tokens(), row.tokens().length);
        return new EncodedRow(
                row.origin(), RowName.whole(row.position()), tokens, labels, encoder.labelling(), row.tokensCut());
    }

    private static int[] ids(int[] numbers, int[] idOfNumber, int length) {
        int[] ids = new int[length];
        for (int step = 0; step < numbers.length; step++) {
            ids[step] = idOfNumber[numbers[step]];
        }
        return ids;
    }
}
